import { LRUCache } from 'lru-cache'
import type { JobSummary } from '../../src/jobs/job'
import type { ListedJob } from '../../src/jobs/list-jobs'
import type { EvaluationState } from '../../src/jobs/ranking'
import type { Match } from '../../src/matching/score'
import { paths } from '../../src/paths'
import { statusWords } from '../applications/words'
import { flat } from '../flat'
import { isNew, placeOf, postedAgo, rateRange, remoteWord, workingDays } from '../format'
import { takesFocus } from '../ui/form'
import { Icon } from '../ui/icons'
import { BandWord, ScoreRing } from '../ui/score'
import { FoundIn, Marked } from './marked'
import { Bookmark, HideCard } from './marks'

const skillsShown = { matched: 3, short: 2, missing: 2 }

export type JobCardProps = {
  listed: ListedJob
  today: string
  /** Offers 興味なし, where hiding takes the job away. */
  canHide?: boolean
  /** Takes the focus when it arrives. */
  hasFocus?: boolean
}

export function JobCard({ listed, today, canHide, hasFocus }: JobCardProps) {
  const { job, match, evaluation, isStaffPick, applied, isBookmarked, explanation } = listed
  const titleId = `job-${job.id}`
  const common = commonParts(job, today)
  const own = match && personalParts(match, evaluation)
  return (
    <article class="card job" aria-labelledby={titleId} data-scored={match ? 'true' : undefined}>
      {(own?.score ?? '') as 'safe'}
      <div class="main">
        <Badges isStaffPick={isStaffPick} isFresh={isNew(job.publishedOn, today)} applied={applied} />
        <h3 id={titleId}>
          <a href={paths.job(job.id)} {...(hasFocus ? takesFocus : {})}>
            <Marked segments={explanation?.title ?? [{ text: job.title, isHit: false }]} />
          </a>
        </h3>
        {common.rate as 'safe'}
      </div>
      <div class="marks">
        {common.bookmark(isBookmarked) as 'safe'}
        {(canHide && isBookmarked !== null ? common.hide : '') as 'safe'}
      </div>
      {common.facts as 'safe'}
      <FoundIn excerpt={explanation?.excerpt ?? null} />
      {(own?.skills ?? common.skills) as 'safe'}
      {(own?.blockers ?? '') as 'safe'}
    </article>
  )
}

/** Cards that are rendered over and over; each is some kB. */
const cardsKept = 1_000

type Common = { rate: string; facts: string; skills: string; hide: string; bookmark: (isOn: boolean | null) => string }
const commonKept = new LRUCache<JobSummary, Common & { today: string }>({ max: cardsKept })

/** The parts of a card that are the same for everybody: rendered once for a version of a job, and a day. */
function commonParts(job: JobSummary, today: string): Common {
  const found = commonKept.get(job)
  if (found?.today === today) return found
  const [on, off, visitor] = [true, false, null].map((isOn) => flat(String(<Bookmark job={job} isOn={isOn} />)))
  const parts = {
    today,
    rate: flat(String(<Rate range={rateRange(job)} />)),
    facts: flat(String(<JobFacts job={job} today={today} />)),
    skills: flat(String(<PlainSkills skills={job.skills} />)),
    hide: flat(String(<HideCard job={job} />)),
    bookmark: (isOn: boolean | null) => (isOn === null ? visitor : isOn ? on : off) ?? '',
  }
  commonKept.set(job, parts)
  return parts
}

/** `skills`: null where nothing could be judged. */
type Personal = { evaluation: EvaluationState | null; score: string; skills: string | null; blockers: string }
const personalKept = new LRUCache<Match, Personal>({ max: cardsKept })

/** The parts that one candidate's match makes. */
function personalParts(match: Match, evaluation: EvaluationState | null): Personal {
  const found = personalKept.get(match)
  if (found?.evaluation === evaluation) return found
  const { score, matchedSkills, shortSkills, missingSkills } = match
  const skills = <SkillChips matched={matchedSkills} short={shortSkills} missing={missingSkills} />
  const parts = {
    evaluation,
    score: flat(String(<Score score={score} evaluation={evaluation} />)),
    skills: score === null ? null : flat(String(skills)),
    blockers: flat(String(<Blockers blockers={match.blockers} />)),
  }
  personalKept.set(match, parts)
  return parts
}

/** What the model said comes in the place of 暫定: a card that is judged while it is read hardly grows. */
function Score({ score, evaluation }: { score: number | null; evaluation: EvaluationState | null }) {
  return (
    <div class="m">
      <ScoreRing score={score} />
      <BandWord score={score} />
      {score === null ? '' : <EvaluationMark evaluation={evaluation} />}
    </div>
  )
}

function EvaluationMark({ evaluation }: { evaluation: EvaluationState | null }) {
  switch (evaluation) {
    case 'evaluated':
      return (
        <span class="badge" data-kind="ai">
          AI評価済み
        </span>
      )
    case 'provisional':
      return <span class="provisional">暫定</span>
    default:
      return ''
  }
}

function Blockers({ blockers }: { blockers: string[] }) {
  if (blockers.length === 0) return ''
  return (
    <ul class="blockers sk">
      {blockers.slice(0, 2).map((blocker) => (
        <li safe>{blocker}</li>
      ))}
    </ul>
  )
}

type BadgesProps = Pick<ListedJob, 'isStaffPick' | 'applied'> & { isFresh: boolean }

function Badges({ isStaffPick, isFresh, applied }: BadgesProps) {
  if (!isStaffPick && !isFresh && applied === null) return ''
  return (
    <p class="badges">
      {isStaffPick && (
        <span class="badge" data-kind="pick">
          担当者おすすめ
        </span>
      )}
      {isFresh && (
        <span class="badge" data-kind="new">
          NEW
        </span>
      )}
      {applied ? (
        <span class="badge" data-kind={applied} safe>
          {statusWords[applied]}
        </span>
      ) : null}
    </p>
  )
}

export function Rate({ range }: { range: string | null }) {
  if (range === null) return <p class="rate">単価は面談時に提示</p>
  return (
    <p class="rate">
      <span safe>{range}</span>
      <small>万円/月</small>
    </p>
  )
}

export function JobFacts({ job, today }: { job: ListedJob['job']; today: string }) {
  const place = placeOf(job)
  const remote = remoteWord(job.remote)
  const days = workingDays(job.workingDaysPerWeek)
  return (
    <ul class="facts sk">
      {place ? (
        <li>
          <Icon name="pin" size={16} />
          <span safe>{place}</span>
        </li>
      ) : null}
      {remote ? (
        <li>
          <Icon name="home" size={16} />
          <span safe>{remote}</span>
        </li>
      ) : null}
      {days ? (
        <li>
          <Icon name="calendar" size={16} />
          <span safe>{days}</span>
        </li>
      ) : null}
      {job.publishedOn ? (
        <li class="when" safe>
          {postedAgo(job.publishedOn, today)}
        </li>
      ) : null}
    </ul>
  )
}

type SkillChipsProps = { matched: string[]; short: string[]; missing: string[] }

function SkillChips({ matched, short, missing }: SkillChipsProps) {
  if (matched.length + short.length + missing.length === 0) return ''
  return (
    <ul class="chips sk" aria-label="スキルの一致">
      {matched.slice(0, skillsShown.matched).map((skill) => (
        <li class="chip">
          <Icon name="check" size={14} />
          <span class="vh">一致：</span>
          <span safe>{skill}</span>
        </li>
      ))}
      {short.slice(0, skillsShown.short).map((skill) => (
        <li class="chip" data-kind="short" safe>{`年数を確認：${skill}`}</li>
      ))}
      {missing.slice(0, skillsShown.missing).map((skill) => (
        <li class="chip" data-kind="missing" safe>{`記載なし：${skill}`}</li>
      ))}
    </ul>
  )
}

function PlainSkills({ skills }: { skills: string[] }) {
  if (skills.length === 0) return ''
  return (
    <ul class="chips sk" aria-label="スキル">
      {skills.slice(0, 5).map((skill) => (
        <li class="chip" data-kind="plain" safe>
          {skill}
        </li>
      ))}
    </ul>
  )
}
