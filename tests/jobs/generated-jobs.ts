import jobs from '../../sandbox/seed/jobs.json'
import type { Job } from '../../src/jobs/job'
import { prefectures } from '../../src/profile/options'
import { readJob } from '../../src/services/kintone/job-record'

export const demoJobs: Job[] = jobs.map((record) => readJob(record))

/** Jobs of every mixture of conditions, stated and not. */
export function generatedJobs(count: number, chance: () => number): Job[] {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(chance() * values.length)] as T
  const some = <T>(values: readonly T[]) => values.filter(() => chance() < 0.3)
  return Array.from({ length: count }, (_, n) => ({
    ...pick(demoJobs),
    id: `G-${n}`,
    isOpen: true,
    isPublished: true,
    skills: some(['Go', 'Java', 'AWS', 'React', 'PHP']),
    positions: some(['PM', 'SRE', 'バックエンドエンジニア']),
    remote: pick(['full', 'partial', 'onsite', null]),
    workingDaysPerWeek: pick([1, 2, 3, 4, 5, null]),
    officeDaysPerWeek: pick([0, 0.5, 1, 3, 5, null]),
    monthlyRateYen: pick([350_000, 500_000, 805_000, 1_200_000, null]),
    minimumMonthlyRateYen: pick([300_000, 700_000, null]),
    prefecture: pick([...prefectures.slice(0, 4), null]),
    nearestStation: pick(['渋谷', '渋谷駅', '', '大手町']),
    startDate: pick(['2026-01-01', '2026-11-30', '2026-12-01', '2027-01-01', '2027-05-01', null]),
    contractChain: pick(['end-client', 'prime', 'second', 'third-or-later', null]),
    interviewCount: pick([0, 1, 2, 3, 5, null]),
    contractType: pick(['quasi-mandate', 'contract-work', 'dispatch', null]),
    paymentTermDays: pick([10, 15, 30, 31, 45, 60, 75, null]),
    publishedOn: pick(['2026-11-22', '2026-11-09', '2026-11-08', '2026-11-23', null]),
    deadline: pick(['2026-11-21', '2026-11-22', '2099-01-01', null]),
  }))
}
