import { expect, test } from 'bun:test'
import type { Job } from '../../src/jobs/job'
import { missingLegalItems } from '../../src/jobs/job'
import { jobPosting } from '../../src/jobs/job-posting'
import { createRandom } from '../support/random'
import { demoJobs, generatedJobs } from './generated-jobs'

const day = /^\d{4}-\d{2}-\d{2}$/
const url = 'https://example.jp/jobs/1'

/** What Google asks of a JobPosting: https://developers.google.com/search/docs/appearance/structured-data/job-posting */
function faults(job: Job): string[] {
  const posting = jobPosting(job, url)
  if (posting === null) return job.publishedOn || job.lastConfirmedOn ? ['nothing is told'] : []
  const { baseSalary, hiringOrganization } = posting as Record<string, { name?: string; value?: object }>
  const amounts = Object.entries(baseSalary?.value ?? {}).filter(([name]) => /value/i.test(name))
  const isRemote = posting.jobLocationType === 'TELECOMMUTE' && 'applicantLocationRequirements' in posting
  const wanted: Record<string, boolean> = {
    title: posting.title !== '',
    description: String(posting.description).length > 10,
    datePosted: day.test(String(posting.datePosted)),
    validThrough: !('validThrough' in posting) || !Number.isNaN(Date.parse(String(posting.validThrough))),
    hiringOrganization: Boolean(hiringOrganization?.name),
    place: 'jobLocation' in posting || isRemote,
    remote: isRemote === (job.remote === 'full'),
    baseSalary: amounts.length > 0 && amounts.every(([, amount]) => typeof amount === 'number' && amount > 0),
    employmentType: posting.employmentType === 'CONTRACTOR',
    directApply: posting.directApply === true,
  }
  return Object.keys(wanted).filter((name) => !wanted[name])
}

test('every job that may be shown has what search engines ask for', () => {
  const jobs = [...demoJobs, ...generatedJobs(500, createRandom(5))].filter(
    (job) => missingLegalItems(job).length === 0,
  )
  expect(jobs.length).toBeGreaterThan(300)
  expect(jobs.flatMap((job) => faults(job).map((fault) => `${job.id}: ${fault}`))).toEqual([])
})

test('a lower rate above the upper one is told the right way round', () => {
  const [job] = demoJobs
  if (job === undefined) throw new Error('no demo job')
  const posting = jobPosting({ ...job, minimumMonthlyRateYen: 900_000, monthlyRateYen: 800_000 }, url)
  expect(posting?.baseSalary).toMatchObject({ value: { minValue: 800_000, maxValue: 900_000 } })
})
