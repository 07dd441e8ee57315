/** An inquiry (問い合わせ) or a closure request, with what staff answered. */
export type Inquiry = {
  kind: 'inquiry' | 'closure'
  /** kintone's 対応ステータス. */
  status: 'new' | 'in-progress' | 'done'
  /** kintone's 問い合わせカテゴリ, '' without one. */
  category: string
  body: string
  reply: string
}
