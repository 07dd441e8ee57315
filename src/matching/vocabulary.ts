/**
 * What job ads ask for besides named skills. `pattern` is read in folded text on both sides;
 * `keys` are the facts that also answer it: a skill's name, `role:…`, `phase:…` or `industry:…`.
 */
export type Topic = { label: string; pattern: RegExp; keys: string[] }

const leadRoles = ['role:PL', 'role:PM', 'role:テックリード', 'role:サブリーダー', 'role:QAリード']
const databases = ['MySQL', 'PostgreSQL', 'Oracle Database', 'SQL Server', 'Db2', 'Amazon RDS']
const serverLanguages = ['Java', 'Go', 'Ruby', 'PHP', 'Python', 'Node.js', 'C#', 'Kotlin', 'Scala']

/** Families of skills: any one of them answers. */
const families: Topic[] = [
  { label: 'RDB', pattern: /rdb|リレーショナル|データモデル|データベース設計|トランザクション設計/, keys: databases },
  { label: 'DBA', pattern: /(?<![a-z])dba(?![a-z])/, keys: databases },
  { label: 'NoSQL', pattern: /nosql/, keys: ['MongoDB', 'DynamoDB', 'Firestore', 'Redis'] },
  { label: 'IaC', pattern: /(?<![a-z])iac(?![a-z])/, keys: ['Terraform', 'AWS CloudFormation', 'AWS CDK', 'Ansible'] },
  { label: 'DWH', pattern: /dwh|データウェアハウス/, keys: ['Snowflake', 'BigQuery', 'Amazon Redshift', 'Databricks'] },
  { label: 'データ基盤', pattern: /データ基盤/, keys: ['Snowflake', 'BigQuery', 'Databricks', 'Apache Spark', 'dbt'] },
  { label: 'BI', pattern: /(?<![a-z])bi(?![a-z])/, keys: ['Tableau', 'Power BI', 'Looker', 'Looker Studio'] },
  { label: 'コンテナ', pattern: /コンテナ/, keys: ['Docker', 'Kubernetes', 'Amazon ECS', 'Amazon EKS', 'GKE'] },
  { label: 'クラウド', pattern: /クラウド/, keys: ['AWS', 'Google Cloud', 'Azure', 'OCI'] },
  {
    label: 'CI/CD',
    pattern: /ci\/cd|(?<![a-z])ci(?![a-z])/,
    keys: ['GitHub Actions', 'GitLab CI', 'Jenkins', 'Argo CD', 'Azure DevOps'],
  },
  {
    label: '監視',
    pattern: /監視|オブザーバビリティ/,
    keys: ['Datadog', 'Prometheus', 'Zabbix', 'New Relic', 'Grafana'],
  },
  { label: 'JVM言語', pattern: /jvm/, keys: ['Java', 'Kotlin', 'Scala'] },
  { label: 'SPA', pattern: /(?<![a-z])spa(?![a-z])/, keys: ['React', 'Vue.js', 'Angular', 'Next.js', 'Nuxt'] },
  { label: '状態管理', pattern: /状態管理/, keys: ['Redux'] },
  { label: 'コンポーネント設計', pattern: /コンポーネント設計|デザインシステム/, keys: ['Storybook'] },
  {
    label: '機械学習',
    pattern: /機械学習|深層学習/,
    keys: ['PyTorch', 'TensorFlow', 'scikit-learn', 'Amazon SageMaker', 'Vertex AI'],
  },
  { label: 'サーバーサイド', pattern: /サーバーサイド|サーバサイド|バックエンド/, keys: serverLanguages },
  { label: 'サーバー構築', pattern: /サーバー?(?:の)?(?:設計)?構築/, keys: ['Linux', 'Windows Server'] },
  {
    label: 'ネットワーク機器',
    pattern: /ルーター?|スイッチ|nw設計|ネットワークの?(?:設計|構築)/,
    keys: ['Cisco', 'Juniper'],
  },
  { label: 'ファイアウォール', pattern: /ファイアウォール|(?<![a-z])fw(?![a-z])/, keys: ['FortiGate', 'Palo Alto'] },
  { label: 'マイコン', pattern: /マイコン|ファームウェア/, keys: ['RTOS', 'C', 'AUTOSAR'] },
  {
    label: 'SAP',
    pattern: /(?<![a-z])sap(?![a-z])/,
    keys: ['SAP S/4HANA', 'SAP ECC', 'SAP SD', 'SAP MM', 'SAP FI', 'SAP CO', 'SAP PP'],
  },
  { label: '自動テスト', pattern: /自動テスト|テスト自動化|自動化テスト/, keys: ['Playwright', 'Selenium', 'Cypress'] },
  { label: '単体テスト', pattern: /単体テスト|ユニットテスト/, keys: ['JUnit', 'RSpec', 'Jest'] },
]

/** Roles and phases, which the work history states in closed words. */
const positions: Topic[] = [
  { label: 'PMO', pattern: /(?<![a-z])pmo(?![a-z])/, keys: ['role:PMO'] },
  { label: 'PM', pattern: /(?<![a-z])pm(?![a-z])|プロジェクトマネ/, keys: ['role:PM'] },
  { label: 'PL', pattern: /(?<![a-z])pl(?![a-z/])|プロジェクトリーダー/, keys: ['role:PL', 'role:PM'] },
  { label: 'テックリード', pattern: /テックリード/, keys: ['role:テックリード', 'role:アーキテクト'] },
  { label: 'リーダー', pattern: /リーダー|(?<!テック)リード経験|主導/, keys: leadRoles },
  { label: 'ディレクション', pattern: /ディレクション|ディレクター/, keys: ['role:ディレクター'] },
  { label: 'UIデザイン', pattern: /ui\/ux|uiデザイン|ui設計|デザイン/, keys: ['role:デザイナー', 'Figma', 'Adobe XD'] },
  { label: 'コンサルティング', pattern: /コンサル/, keys: ['role:コンサルタント'] },
  {
    label: 'テスト設計',
    pattern: /テスト(?:設計|計画|実施|仕様)|qa経験|品質保証/,
    keys: ['role:QAリード', 'role:テスター'],
  },
  { label: '要件定義', pattern: /要件(?:定義|整理|の整理)/, keys: ['phase:要件定義'] },
  { label: '基本設計', pattern: /基本設計|外部設計|方式設計/, keys: ['phase:基本設計'] },
  { label: '詳細設計', pattern: /詳細設計|内部設計/, keys: ['phase:詳細設計'] },
  { label: '運用', pattern: /(?:運用|保守)(?:保守|経験|の経験|改善)/, keys: ['phase:運用保守', 'role:運用担当'] },
]

const trades: Topic[] = [
  industry('金融・銀行', /金融|銀行/),
  industry('保険', /保険/),
  industry('証券・資産運用', /証券|資産運用/),
  industry('決済・FinTech', /決済|fintech/),
  industry('EC・小売', /(?<![a-z])ec(?![a-z0-9])|小売/),
  industry('物流・倉庫', /物流|倉庫/),
  industry('製造', /製造/),
  industry('自動車', /自動車/),
  industry('医療・ヘルスケア', /医療|ヘルスケア/),
  industry('公共・自治体', /公共|自治体|官公庁/),
  industry('通信', /通信事業|通信業/),
  industry('エネルギー', /エネルギー/),
  industry('不動産・建設', /不動産|建設/),
  industry('教育', /教育(?:分野|業界|データ|サービス)/),
  industry('人材・HR', /人材(?:分野|業界|\/hr)/),
  industry('広告・マーケティング', /広告(?!タグ)/),
  industry('メディア・エンタメ', /メディア|エンタメ/),
  industry('ゲーム', /ゲーム/),
  industry('旅行・交通', /旅行|交通(?!費)/),
  industry('食品・飲食', /食品|飲食/),
  industry('SIer・ITサービス', /(?<![a-z])sier(?![a-z])|itサービス/),
]

/** Fields inside a trade: only the talent's own words say that somebody knows them, the trade alone is near. */
const fields: [trade: string, field: Topic][] = [
  ['金融・銀行', practice('勘定系', /勘定系/)],
  ['保険', practice('生命保険', /生保|生命保険/)],
  ['保険', practice('損害保険', /損保|損害保険/)],
  ['自動車', practice('車載', /車載/)],
  ['エネルギー', practice('電力', /電力/)],
  ['人材・HR', practice('採用', /採用領域/)],
  ['旅行・交通', practice('宿泊', /宿泊/)],
]
const fieldTopics = fields.map(([, field]) => field)

/** Ways of working that both sides describe in prose. */
export const practices: readonly Topic[] = [
  practice('レビュー', /レビュー/),
  practice('育成', /育成|後輩|メンター|若手/),
  practice('顧客折衝', /折衝|ヒアリング|顧客(?:と|への|との)|業務部門/),
  practice('手順書', /手順書|マニュアル作成/),
  practice('資料作成', /資料作成|報告資料|議事録/),
  practice('性能改善', /性能(?:改善|試験|問題)|チューニング|実行計画|速度の?改善/),
  practice('移行', /移行|マイグレーション/),
  practice('非同期処理', /非同期処理/),
  practice('負荷試験', /負荷試験|負荷テスト/),
  practice('ストア公開', /app ?store|ストア(?:公開|への公開|の審査)/),
  practice('アクセシビリティ', /アクセシビリティ/),
  practice('インシデント対応', /インシデント|csirt|(?<![a-z])soc(?![a-z])/),
  practice('帳票', /帳票/),
  practice('検索', /検索(?:エンジン|ランキング|の評価)/),
  practice('推薦', /推薦|レコメンドエンジン/),
  practice('データ分析', /データ分析|因果推論/),
  practice('情報セキュリティ', /情報セキュリティ|セキュリティの実務/),
  practice('登録セキスペ', /登録セキスペ|情報処理安全確保支援士/),
  practice('英語', /英語|toeic/),
  practice('ベンダー管理', /ベンダー/),
  practice('ヘルプデスク', /ヘルプデスク|社内se/),
]

export const topics: readonly Topic[] = [...families, ...positions, ...trades, ...fieldTopics, ...practices]

/** Whether a topic is a trade or a field of one. */
export const isTrade = (topic: Topic) => trades.includes(topic) || fieldTopics.includes(topic)

const nearField = 0.8
/** Roles, and trades with their fields, close enough to be a near answer, with a strength like the dictionary's. */
export const nearFacts: Readonly<Record<string, Record<string, number>>> = {
  ...nearFields(),
  'role:PM': { 'role:PL': 0.6, 'role:PMO': 0.6 },
  'role:PL': { 'role:PM': 0.7, 'role:サブリーダー': 0.6, 'role:テックリード': 0.5 },
  'role:PMO': { 'role:PM': 0.6 },
  'role:テックリード': { 'role:アーキテクト': 0.6, 'role:PL': 0.5 },
  'role:サブリーダー': { 'role:PL': 0.4 },
  'role:QAリード': { 'role:テスター': 0.7 },
  'role:テスター': { 'role:QAリード': 0.5 },
}

function nearFields(): Record<string, Record<string, number>> {
  const near: Record<string, Record<string, number>> = {}
  for (const [trade, { label }] of fields) {
    for (const key of [`industry:${trade}`, `topic:${trade}`])
      near[key] = { ...near[key], [`topic:${label}`]: nearField }
  }
  return near
}

function industry(name: string, pattern: RegExp): Topic {
  return { label: name, pattern, keys: [`industry:${name}`] }
}

function practice(label: string, pattern: RegExp): Topic {
  return { label, pattern, keys: [] }
}
