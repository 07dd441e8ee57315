import type { ListedJob } from '../../src/jobs/list-jobs'
import { paths } from '../../src/paths'
import { isNew, placeOf, postedAgo, rateRange, remoteWord, workingDays } from '../format'
import { takesFocus } from '../ui/form'
import { Icon } from '../ui/icons'
import { BandWord, ScoreRing } from '../ui/score'
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
  const { job, match, isStaffPick, isApplied, isBookmarked } = listed
  const titleId = `job-${job.id}`
  return (
    <article class="card job" aria-labelledby={titleId} data-scored={match ? 'true' : undefined}>
      {match ? (
        <div class="m">
          <ScoreRing score={match.score} />
          <BandWord score={match.score} />
        </div>
      ) : null}
      <div class="main">
        <Badges isStaffPick={isStaffPick} isFresh={isNew(job.publishedOn, today)} isApplied={isApplied} />
        <h3 id={titleId}>
          <a href={paths.job(job.id)} {...(hasFocus ? takesFocus : {})} safe>
            {job.title}
          </a>
        </h3>
        <Rate range={rateRange(job)} />
      </div>
      <div class="marks">
        <Bookmark job={job} isOn={isBookmarked} />
        {canHide && isBookmarked !== null ? <HideCard job={job} /> : null}
      </div>
      <JobFacts job={job} today={today} />
      {match && match.score !== null ? (
        <SkillChips matched={match.matchedSkills} short={match.shortSkills} missing={match.missingSkills} />
      ) : (
        <PlainSkills skills={job.skills} />
      )}
      {match && match.blockers.length > 0 ? (
        <ul class="blockers sk">
          {match.blockers.slice(0, 2).map((blocker) => (
            <li safe>{blocker}</li>
          ))}
        </ul>
      ) : null}
    </article>
  )
}

function Badges({ isStaffPick, isFresh, isApplied }: { isStaffPick: boolean; isFresh: boolean; isApplied: boolean }) {
  if (!isStaffPick && !isFresh && !isApplied) return ''
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
      {isApplied && (
        <span class="badge" data-kind="applied">
          応募済み
        </span>
      )}
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
