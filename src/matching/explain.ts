import type { Job } from '../jobs/job'
import type { Talent, TalentSkill } from '../profile/talent'
import { isMet, standingFor } from './coverage'
import { skillsByName } from './dictionary'
import { type Judgement, judgedBy } from './judged'
import { openReader, type ReadText } from './notes'
import { prepareTalent } from './reader'
import type { Need } from './requirement'
import { isNamed, type PreparedJob, prepareJob } from './requirements'
import { scoreJudged } from './score'
import type { Standing } from './standing'

/** One addition to the profile that would raise this job's score. `from` is null when there is no score yet. */
export type Suggestion = {
  kind: 'years' | 'skill' | 'preference'
  /** What to write, in Japanese: 「Kubernetesの経験年数を書くと」. */
  label: string
  from: number | null
  to: number
}

type Change = Pick<Suggestion, 'kind' | 'label'> & { talent: Talent }

const maximumSuggestions = 3
const maximumTried = 16

/**
 * The additions that help most, at most three, each scored by the engine itself. `judgements`: what a model said of the
 * job's requirements; what is added takes none of it away. @param today `YYYY-MM-DD`
 */
export function whatWouldChange(
  job: PreparedJob | Job,
  talent: Talent,
  { today, judgements = [] }: { today: string; judgements?: Judgement[] },
): Suggestion[] {
  const prepared = 'must' in job ? job : prepareJob(job)
  const judged = judgedBy(judgements)
  const read = openReader()
  const scoreOf = (one: Talent) => scoreJudged(prepared, prepareTalent(one, today, read), judged).score
  const from = scoreOf(talent)
  return [...skillChanges(prepared, talent, { today, read }), ...preferenceChanges(prepared, talent)]
    .slice(0, maximumTried)
    .flatMap(({ kind, label, talent: changed }) => {
      const to = scoreOf(changed)
      return to !== null && to > (from ?? 0) ? [{ kind, label, from, to }] : []
    })
    .sort((one, other) => other.to - one.to)
    .slice(0, maximumSuggestions)
}

/** For every group that is not met yet: the years of a skill it has, or else the skill that comes first. */
function skillChanges(job: PreparedJob, talent: Talent, { today, read }: { today: string; read: ReadText }): Change[] {
  const prepared = prepareTalent(talent, today, read)
  const open = [...job.must, ...job.want, ...job.stack].flatMap((requirement) =>
    requirement.groups
      .filter((group) => !group.some((need) => isMet(need, standingFor(need, prepared))))
      .map((group) => ({
        name: isNamed(requirement, group) ? null : `「${requirement.text}」`,
        group: group.filter((need) => skillsByName.has(need.key)),
      })),
  )
  const changes = open.flatMap(({ name: sentence, group }): Change[] => {
    const held = group.find((need) => isHeldWithoutYears(standingFor(need, prepared)))
    // Held for too short a time: what is written already says it, and writing it again changes nothing.
    if (held === undefined && group.some((need) => standingFor(need, prepared)?.state === 'has')) return []
    const first = group.find((need) => standingFor(need, prepared)?.state !== 'negated')
    const need = held ?? first
    if (need === undefined) return []
    const name = sentence ?? need.key
    const changed = withSkill(talent, need, today)
    if (held !== undefined) return [{ kind: 'years', label: `${name}の経験年数を書くと`, talent: changed }]
    return [{ kind: 'skill', label: `${name}の経験があれば書くと`, talent: changed }]
  })
  return [...new Map(changes.map((change) => [change.label, change])).values()]
}

function isHeldWithoutYears(standing: Standing | undefined): boolean {
  return standing?.state === 'has' && standing.years === null
}

function preferenceChanges(job: PreparedJob, talent: Talent): Change[] {
  const { conditions } = job
  const changes: [boolean, string, Partial<Talent>][] = [
    [talent.desiredMonthlyRateYen === null, '希望単価', { desiredMonthlyRateYen: conditions.monthlyRateYen }],
    [talent.desiredWorkingDays === null, '希望勤務日数', { desiredWorkingDays: conditions.workingDaysPerWeek }],
    [talent.desiredOfficeDays === null, '希望出社頻度', { desiredOfficeDays: 'any' }],
    [
      talent.desiredPrefectures.length === 0,
      '希望勤務地',
      { desiredPrefectures: conditions.prefecture === null ? [] : [conditions.prefecture] },
    ],
    [talent.desiredWorkStyles.length === 0, '希望勤務スタイル', { desiredWorkStyles: ['remote', 'hybrid', 'onsite'] }],
    [talent.availableFrom === null, '稼働可能時期', { availableFrom: conditions.startDate }],
    [talent.desiredHoursPerDay === null, '希望作業時間', { desiredHoursPerDay: 'any' }],
  ]
  return changes.flatMap(([isMissing, name, change]): Change[] =>
    isMissing
      ? [{ kind: 'preference', label: `${name}を書くと（条件が合う場合）`, talent: { ...talent, ...change } }]
      : [],
  )
}

function withSkill(talent: Talent, { key, years }: Need, today: string): Talent {
  const lastUsedYear = Number(today.slice(0, 4))
  const row: TalentSkill = { rowId: null, name: key, years: years ?? 1, lastUsedYear, level: 'independent' }
  return { ...talent, skills: [...talent.skills, row] }
}
