import type { Talent } from '../profile/talent'
import { type OwnWords, quoted } from './quotes'
import type { Blocker, Point } from './requirement'
import type { PreparedJob } from './requirements'
import { unwantedCompany } from './want'

type About = { job: PreparedJob; talent: Talent; blockers: Blocker[]; ownWords: OwnWords }

/** What staff should ask: must requirements that are open, what runs against a wish, what is unsaid, nice-to-haves. */
export function openQuestions(points: Point[], about: About): string[] {
  const open = points.filter(
    ({ verdict, isOption }) => !isOption && (verdict === 'not_found' || verdict === 'adjacent'),
  )
  const asked = (kind: Point['kind']) =>
    open.filter((point) => point.kind === kind).map((point) => questionOn(point, about.ownWords))
  return [
    ...asked('must'),
    ...roomFor(about.blockers),
    ...unsaidWishes(about),
    ...unstatedConditions(about.job),
    ...asked('want'),
  ]
}

function questionOn({ text, evidence, note, verdict }: Point, ownWords: OwnWords): string {
  const words = ownWords(evidence)
  if (verdict === 'not_found' || words === '') return `${quoted(text)}に当たる経験はありますか。`
  if (note.includes('経験年数の記載がありません')) return `${quoted(text)}に対して、経歴の${words}は何年の経験ですか。`
  return `${quoted(text)}にどこまで当てはまりますか。経歴には${words}とあります。`
}

/** Wishes can be talked about, a company that somebody refuses cannot. */
function roomFor(blockers: Blocker[]): string[] {
  const hasRoom = blockers.some((blocker) => blocker !== unwantedCompany)
  return hasRoom ? ['上の【懸念】にある希望条件との相違は、相談の余地がありますか。'] : []
}

const manYen = (yen: number | null) => (yen === null ? '' : `（案件は${Math.round(yen / 1_000) / 10}万円）`)

/** What the candidate has not said although the job turns on it. */
function unsaidWishes({ job: { conditions }, talent }: About): string[] {
  const isAway = conditions.remote !== 'full' && conditions.officeDaysPerWeek !== 0
  const questions: [boolean, string][] = [
    [talent.desiredMonthlyRateYen === null, `希望単価はいくらですか${manYen(conditions.monthlyRateYen)}。`],
    [talent.availableFrom === null, 'いつから稼働できますか。'],
    [talent.desiredWorkingDays === null, '週に何日稼働できますか。'],
    [isAway && talent.desiredOfficeDays === null, '出社は週に何日まで可能ですか。'],
    [isAway && talent.desiredPrefectures.length === 0, '通える勤務地はどこですか。'],
    [talent.desiredWorkStyles.length === 0, 'リモート・出社など、希望の働き方はどれですか。'],
  ]
  return questions.flatMap(([isOpen, question]) => (isOpen ? [question] : []))
}

/** What the job has not said: for its client. */
function unstatedConditions({ conditions }: PreparedJob): string[] {
  const isSilentOnRate = conditions.monthlyRateYen === null && conditions.minimumMonthlyRateYen === null
  const unstated: [boolean, string][] = [
    [isSilentOnRate, '単価'],
    [conditions.startDate === null, '開始時期'],
    [conditions.workingDaysPerWeek === null, '週の稼働日数'],
    [conditions.remote === null, 'リモートの可否'],
  ]
  const names = unstated.flatMap(([isMissing, name]) => (isMissing ? [name] : []))
  return names.length === 0 ? [] : [`（先方へ）案件に記載のない${names.join('・')}はどうなりますか。`]
}
