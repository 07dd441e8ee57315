import type { Talent } from '../profile/talent'
import { tellsOfPerson } from './mask'
import { openQuestions } from './open-questions'
import { type OwnWords, onOneLine, openOwnWords, quoted } from './quotes'
import type { Match, Point, Verdict } from './requirement'
import type { PreparedJob } from './requirements'

/** How the verdicts came about: a model judged some; nothing was left for it; it was not asked; asking it failed. */
export type Basis = 'model' | 'settled' | 'rules' | 'failed'
/** What the candidate said of a match. `day`: `YYYY-MM-DD` in Asia/Tokyo. */
export type Voice = { isHelpful: boolean; reason: string; day: string }
export type Briefed = { job: PreparedJob; match: Match; basis: Basis; voice: Voice | null }

const longestReason = 60
const itemsPerSection = 5
/** Longest words of a job that are quoted. */
const longestAsked = 120

/**
 * What staff should know before they call: one line that says why, what fits, what does not, what to ask, and what the
 * candidate thinks of it. The same for the same input. Says nothing of age, gender or nationality, whatever the texts say.
 */
export function openBriefing(talent: Talent): (briefed: Briefed) => string {
  const ownWords = openOwnWords(talent)
  return ({ job, match, basis, voice }) => {
    const listed = match.requirements.map((own, at) => ({ ...own, isOption: at >= job.must.length + job.want.length }))
    const points: Point[] = listed.filter(({ text }) => text.length <= longestAsked && !tellsOfPerson(text))
    const sections = [
      section('合う点', fits(points, ownWords)),
      section('懸念', concerns(points, { blockers: match.blockers, ownWords })),
      section('確認すべき質問', openQuestions(points, { job, talent, blockers: match.blockers, ownWords })),
      section('候補者の声', voice === null ? [] : [voiceLine(voice)]),
    ]
    const isSilent = basis === 'model' && !match.requirements.some(({ isByModel }) => isByModel)
    const basisLine = isSilent ? silentModelLine : basisLines[basis]
    return [reasonLine(match, points), basisLine, ...sections].filter((part) => part !== '').join('\n')
  }
}

const basisLines: Record<Basis, string> = {
  model: '経歴の文をAIが読んだ判定を含みます。',
  settled: 'AIで確かめる点がなく、ルールだけの判定です（AI未実行）。',
  rules: 'ルールによる判定です（AI未実行）。',
  failed: 'ルールによる判定です（AIの実行に失敗しました。自動で再実行します）。',
}

const silentModelLine = 'AIも経歴の文を読みましたが、ルールの判定を変えるものはありませんでした。'

/** Why, in at most 60 characters. */
export function reasonLine(
  { score, want, blockers }: Pick<Match, 'score' | 'want' | 'blockers'>,
  points: Point[],
): string {
  if (score === null) return '経歴・スキルの記載がなく、まだ判定できません。'
  const must = points.filter(({ kind }) => kind === 'must')
  const [name, asked] = must.length > 0 ? ['必須', must] : ['歓迎', points]
  const met = asked.filter(({ verdict }) => verdict === 'met')
  const near = asked.filter(({ verdict }) => verdict === 'adjacent')
  const nearly = near.length > 0 ? `、${near.length}件が近い経験` : ''
  const noConflict = want === null ? '希望条件は未確認。' : '希望条件との相違なし。'
  const wishes = blockers.length > 0 ? `希望条件との相違${blockers.length}件。` : noConflict
  const [strongest] = met
  const strength = strongest === undefined ? '' : `（${quoted(strongest.text)}${met.length > 1 ? 'など' : ''}）`
  const line = (about: string) => `${name}${asked.length}件のうち${met.length}件が合致${about}${nearly}。${wishes}`
  return line(strength).length <= longestReason ? line(strength) : line('')
}

function section(title: string, items: string[]): string {
  if (items.length === 0) return ''
  const more = items.length - itemsPerSection
  const shown = items.slice(0, itemsPerSection).map((item) => `・${onOneLine(item)}`)
  return ['', `【${title}】`, ...shown, ...(more > 0 ? [`（ほか${more}件）`] : [])].join('\n')
}

/** must before want, and what a text says in its own words before what is only ticked. */
const byImportance = (one: Point, other: Point) => rankOf(one) - rankOf(other)
const rankOf = ({ kind, isOption }: Point) => (kind === 'must' ? 0 : isOption ? 2 : 1)

function fits(points: Point[], ownWords: OwnWords): string[] {
  return points
    .filter(({ verdict }) => verdict === 'met')
    .sort(byImportance)
    .map((point) => `${askedWords(point)} → ${proof(point, ownWords) || '経歴から確認できました'}`)
}

const worstFirst: Record<Verdict, number> = { contradicted: 0, not_found: 1, adjacent: 2, met: 3 }

function concerns(points: Point[], { blockers, ownWords }: { blockers: string[]; ownWords: OwnWords }): string[] {
  const open = points
    .filter(({ verdict, isOption }) => verdict !== 'met' && !isOption)
    .sort((one, other) => byImportance(one, other) || worstFirst[one.verdict] - worstFirst[other.verdict])
    .map((point) => `${askedWords(point)} → ${shortfall(point, ownWords)}`)
  return [...blockers, ...open]
}

function shortfall(point: Point, ownWords: OwnWords): string {
  const words = proof(point, ownWords)
  switch (point.verdict) {
    case 'contradicted':
      return words === '' ? '経験がないと書かれています' : `${words}（経験がないと読めます）`
    case 'not_found':
      return point.note === '' ? '経歴に記載が見つかりません' : '文面だけでは判定できません'
    default:
      return words === '' ? '近い経験にとどまります' : `近い経験 ${words}`
  }
}

/** 必須「Goでの開発経験 3年以上」; an option is a word of the list, not of a text. */
function askedWords({ kind, text, isOption }: Point): string {
  if (isOption) return `スキル欄 ${text}`
  return `${kind === 'must' ? '必須' : '歓迎'}${quoted(text)}`
}

/** The talent's own words, and what they come to. */
function proof({ evidence, note }: Point, ownWords: OwnWords): string {
  const about = note.replace('あなた ', '本人 ').replace(/^AIが経歴の文から判定しました$/, 'AI判定')
  return [ownWords(evidence), about === '' ? '' : `（${about}）`].join('')
}

const longestVoice = 1_000

function voiceLine({ isHelpful, reason, day }: Voice): string {
  const [year, month, date] = day.split('-').map(Number)
  const words = onOneLine(reason).slice(0, longestVoice)
  const because = tellsOfPerson(words) ? '（個人に関する記載のため省略）' : quoted(words)
  const word = isHelpful ? '「参考になった」' : '「違う」'
  return `${word}（${year}年${month}月${date}日）${words === '' ? '' : ` 理由：${because}`}`
}
