import { expect, test } from 'bun:test'
import { prepareJob } from '../../src/matching/requirements'
import { openRequirementSharing } from '../../src/matching/share-requirements'
import { demoJobs } from './cast'

test('sharing leaves every prepared job as it was', () => {
  const share = openRequirementSharing()
  for (const job of [...demoJobs, ...demoJobs]) expect(share(prepareJob(job))).toEqual(prepareJob(job))
})

test('what two jobs ask in the same words is held once, and only that', () => {
  const share = openRequirementSharing()
  const [sample] = demoJobs
  if (sample === undefined) throw new Error('There is no demo job')
  const asking = (mustSkills: string, wantSkills: string) => share(prepareJob({ ...sample, mustSkills, wantSkills }))
  const one = asking('Goでの開発経験3年以上', 'AWSの経験')
  const two = asking('AWSの経験\nGoでの開発経験3年以上', 'Goでの開発経験3年以上')
  expect(two.must[1]).toBe(one.must[0] as NonNullable<(typeof one.must)[0]>)
  // The same words, but as a wish.
  expect(two.want[0]).not.toBe(two.must[1])
  expect(two.must[0]).not.toBe(one.want[0])
})
