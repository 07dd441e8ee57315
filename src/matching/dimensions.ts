import { skillsByName } from './dictionary'
import { keysOf, type Requirement, type RequirementVerdict, type Verdict } from './requirement'
import type { PreparedJob } from './requirements'

/** What a requirement asks for, as staff sort it in kintone: 技術スキル, 開発工程, インフラ, 業務知識, チーム開発, ツール環境. */
export const dimensions = ['skill', 'phases', 'infrastructure', 'domain', 'team', 'tools'] as const
export type Dimension = (typeof dimensions)[number]
/** 0..100; null where the job asks nothing of the kind, or nothing that could be judged. */
export type DimensionScores = Record<Dimension, number | null>

const worth: Record<Verdict, number> = { met: 1, adjacent: 0.5, not_found: 0, contradicted: 0 }
const weights = { must: 3, want: 1 }

/** @param verdicts of this job's requirements, in their order, as `match` gives them. */
export function dimensionScores(job: PreparedJob, verdicts: RequirementVerdict[]): DimensionScores {
  const asked = [...job.must, ...job.want, ...job.stack]
  const judged = verdicts.flatMap((own, at) => {
    const requirement = asked[at]
    // Neither rules nor a model could say anything of it.
    if (requirement === undefined || (requirement.weight === 0 && own.verdict === 'not_found')) return []
    return [{ dimension: dimensionOf(requirement), weight: weights[own.kind], earned: worth[own.verdict] }]
  })
  const scoreOf = (dimension: Dimension) => {
    const own = judged.filter((each) => each.dimension === dimension)
    const weight = own.reduce((sum, each) => sum + each.weight, 0)
    const earned = own.reduce((sum, each) => sum + each.weight * each.earned, 0)
    return weight === 0 ? null : Math.round((100 * earned) / weight)
  }
  return Object.fromEntries(dimensions.map((dimension) => [dimension, scoreOf(dimension)])) as DimensionScores
}

/** The kind of what it names; of several the commonest, the first where they are as many. */
export function dimensionOf(requirement: Requirement): Dimension {
  const named = requirement.groups.flatMap((group) => keysOf(group.slice(0, 1)).map(dimensionOfKey))
  const [first] = named
  if (first === undefined) return wordedDimension(requirement.text)
  const count = (dimension: Dimension) => named.filter((each) => each === dimension).length
  return named.reduce((best, each) => (count(each) > count(best) ? each : best), first)
}

const byCategory: Record<string, Dimension> = {
  クラウド: 'infrastructure',
  インフラ: 'infrastructure',
  ネットワーク: 'infrastructure',
  監視: 'infrastructure',
  セキュリティ: 'infrastructure',
  業務パッケージ: 'domain',
  'CI/CD': 'tools',
  テスト: 'tools',
  デザイン: 'tools',
  ツール: 'tools',
}
const byName: Record<string, Dimension> = {
  アジャイル: 'team',
  スクラム: 'team',
  PMBOK: 'team',
  ITIL: 'phases',
  'role:QAリード': 'phases',
  'role:テスター': 'phases',
  'role:運用担当': 'phases',
  'role:デザイナー': 'skill',
  'role:コンサルタント': 'domain',
}

function dimensionOfKey(key: string): Dimension {
  const named = byName[key] ?? byCategory[skillsByName.get(key)?.category ?? '']
  if (named !== undefined) return named
  const [kind, label] = key.includes(':') ? key.split(':', 2) : ['', key]
  switch (kind) {
    case 'phase':
      return 'phases'
    case 'industry':
      return 'domain'
    case 'role':
      return 'team'
    case 'topic':
      return wordedDimension(label ?? '')
    default:
      return 'skill'
  }
}

/** For what has no key of its own: ways of working, fields of a trade, and sentences that only people understand. */
const worded: [Dimension, RegExp][] = [
  ['team', /チーム|\d名|リード|リーダー|育成|レビュー|折衝|コミュニケーション|協調|調整|英語|資料作成|ベンダー/],
  ['infrastructure', /インフラ|サーバー?構築|ネットワーク|監視|セキュリティ|セキスペ|インシデント|クラウド/],
  ['phases', /要件|設計|テスト|工程|リリース|運用|保守|移行|手順書|ヘルプデスク/],
  ['domain', /業務|業界|ドメイン|勘定系|保険|車載|電力|採用|宿泊|金融|決済|医療|物流|製造|小売/],
  ['tools', /ツール|環境|バージョン管理|チケット|Git/],
]

const wordedDimension = (text: string): Dimension => worded.find(([, pattern]) => pattern.test(text))?.[0] ?? 'skill'
