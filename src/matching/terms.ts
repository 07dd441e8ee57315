import { fold } from './fold'

/** Words too common to tell one text from another. */
const common = new Set(
  `it pc web api os id ui ux db hp sns url app and the for with of to in is all
  システム プロジェクト エンジニア サービス アプリ チーム メンバー コミュニケーション スキル サーバー サーバ データ
  ツール ドキュメント リリース ユーザー ソフトウェア ネットワーク オンライン クライアント スケジュール ポートフォリオ
  サポート コード コーディング プログラム プログラミング スクリプト モジュール framework ビジネス レベル スタッフ メール ソース ログ ファイル テスト ネイティブ`.split(
    /\s+/,
  ),
)
const word = /[a-z][a-z0-9]*(?:[.+#/-][a-z0-9]+)*|[\u30a1-\u30fc]{4,}/g

/** Distinctive words of a text that no dictionary knows (Hotwire, CCNP, シェーダー), folded, each once. */
export function readTerms(text: string): string[] {
  return [...new Set(fold(text).text.match(word) ?? [])].filter((term) => term.length >= 2 && !common.has(term))
}
