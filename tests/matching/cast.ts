import jobRecords from '../../sandbox/seed/jobs.json'
import talentRecords from '../../sandbox/seed/talents.json'
import type { Job } from '../../src/jobs/job'
import { prepareTalent } from '../../src/matching/reader'
import { type PreparedJob, prepareJob } from '../../src/matching/requirements'
import { type Match, match } from '../../src/matching/score'
import type { Talent, TalentSkill, WorkHistoryEntry } from '../../src/profile/talent'
import { readJob } from '../../src/services/kintone/job-record'
import { readTalent } from '../../src/services/kintone/talent-record'

/** The day of the demo data. */
export const today = '2026-11-22'

export const demoJobs: Job[] = jobRecords.map(readJob)
export const demoTalents: Talent[] = talentRecords.map(readTalent)
export const preparedJobs: PreparedJob[] = demoJobs.map(prepareJob)

export function demoTalent(id: string): Talent {
  const found = demoTalents.find((talent) => talent.id === id)
  if (found === undefined) throw new Error(`${id} is not in the demo data`)
  return found
}

/** A job with nothing in it but what the test gives. */
export function jobWith(given: Partial<Job>): Job {
  const bare = demoJobs.find((job) => job.id === 'PW-2026-0001')
  if (bare === undefined) throw new Error('PW-2026-0001 is not in the demo data')
  const empty = { skills: [], mustSkills: '', wantSkills: '', positions: [], phases: [], industry: null }
  return { ...bare, ...empty, ...given }
}

/** A talent with nothing in the profile but what the test gives. */
export function talentWith(given: Partial<Talent>): Talent {
  return { ...demoTalent('demo-suzuki'), ...given }
}

export function skill(name: string, years: number | null = 5, more: Partial<TalentSkill> = {}): TalentSkill {
  return { rowId: null, name, years, lastUsedYear: 2026, level: 'independent', ...more }
}

export function work(technologies: string, startMonth: string, endMonth: string | null): WorkHistoryEntry {
  const shape = { rowId: null, company: '', industry: null, role: null, teamSize: null, phases: [], description: '' }
  return { ...shape, technologies, startMonth, endMonth }
}

export function compare(job: Job | PreparedJob, talent: Talent): Match {
  return match('must' in job ? job : prepareJob(job), prepareTalent(talent, today))
}

/** The verdict on the first requirement of a job that asks only for this. */
export function verdictOn(mustSkills: string, talent: Talent) {
  const [first] = compare(jobWith({ mustSkills }), talent).requirements
  if (first === undefined) throw new Error(`nothing read in ${mustSkills}`)
  return first
}
