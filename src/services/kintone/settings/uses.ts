import type { KintoneAppName } from '../../../config'
import { emptyTalent } from '../../../profile/talent'
import { writableTalentFields, writeTalent } from '../talent-writer'
import type { Right, Severity } from './finding'

/** What the portal does with an app. Codes of tables stand for all their inner fields. */
export type AppUse = {
  /** The token's rights, and how bad it is to lack one. */
  rights: Partial<Record<Right, Severity>>
  /** Without these no record can be found, read or listed. */
  vital: readonly string[]
  /** Candidates' answers, and what is noted about them: kintone drops without a word what has no field. */
  written: readonly string[]
  /** Shown or judged when there; a value of another shape makes the whole record unreadable. */
  read: readonly string[]
  /** Sent with a value in every write, so they may be required. */
  alwaysFilled: readonly string[]
  /** Selection fields of which the portal must know every option. */
  closedOptions: readonly string[]
}

const nothing: AppUse = { rights: {}, vital: [], written: [], read: [], alwaysFilled: [], closedOptions: [] }

export const uses: Record<KintoneAppName, AppUse> = {
  talent: {
    ...nothing,
    rights: { view: 'breaks', add: 'breaks', edit: 'breaks' },
    vital: ['auth_user_id', '更新日時'],
    written: [...Object.keys(writeTalent(emptyTalent(''), writableTalentFields)), '職務経歴書データ', 'ST'],
    // Even when an account is closed and its record emptied.
    alwaysFilled: ['auth_user_id', 'メールアドレス', '姓', '氏名', 'メール配信設定', 'AI利用'],
  },
  job: {
    ...nothing,
    rights: { view: 'breaks' },
    // Two that say whether a job is listed, and the legal items without which none is.
    vital: [
      ...['案件ID', '案件名', '更新日時', '募集ステータス', '掲載用ステータス'],
      ...['概要', '都道府県', '掲載単価', '募集主体_名称', '募集主体_住所', '募集主体_連絡先'],
    ],
    read: [
      ...['案件特徴', '職種_ポジション', 'スキル', '環境', '備考', '必須スキル', '尚可スキル', '業界', '担当工程'],
      ...['勤務地エリア', '最寄駅', '下限h', '上限h', '精算方式', '案件期間', '参画時期', '下限単価', '週稼働日数'],
      ...['出社頻度', 'リモート可否', '面談回数', '募集人数', '商流', '契約形態', '支払サイト', '掲載日', '募集締切'],
      '最終確認日',
    ],
  },
  application: {
    rights: { view: 'breaks', add: 'breaks', edit: 'breaks' },
    vital: ['応募キー', 'auth_user_id', '案件ID', '対応状況', '更新日時'],
    written: ['応募メッセージ', '取消理由'],
    read: ['案件名', '見送り理由', '次の対応', '回答予定日', '面談日', '作成日時'],
    alwaysFilled: ['応募キー', 'auth_user_id', '案件ID', '対応状況'],
    closedOptions: ['対応状況'],
  },
  recommendation: {
    ...nothing,
    // Scores for staff, which the portal can live without, are added and changed; closing an account deletes.
    rights: { view: 'breaks', add: 'degraded', edit: 'degraded', delete: 'breaks' },
    vital: ['推薦キー', '人材ID', '案件ID', '更新日時'],
    read: ['担当者おすすめ', '担当者コメント'],
    alwaysFilled: ['推薦キー', '人材ID', '案件ID'],
  },
  inquiry: {
    ...nothing,
    rights: { view: 'breaks', add: 'breaks' },
    vital: ['種別', 'ユーザーID'],
    written: ['受付日時', '氏名', '対応ステータス', '問い合わせカテゴリ', '問い合わせ内容', '退会理由', '退会理由詳細'],
    alwaysFilled: ['種別', '受付日時', 'ユーザーID', '氏名', '対応ステータス'],
  },
  announcement: {
    ...nothing,
    rights: { view: 'breaks' },
    read: ['掲載種別', '掲載開始日', '掲載終了日', '通知内容'],
  },
}

/** Whether the portal adds or changes records: only then can a setting refuse its writes. */
export const isWritten = (app: KintoneAppName): boolean =>
  uses[app].rights.add !== undefined || uses[app].rights.edit !== undefined
