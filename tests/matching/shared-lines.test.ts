import { expect, test } from 'bun:test'
import { prepareJob } from '../../src/matching/requirements'
import { demoJobs } from './cast'

const [sample] = demoJobs
if (sample === undefined) throw new Error('There is no demo job')
const asking = (mustSkills: string, wantSkills: string) => prepareJob({ ...sample, mustSkills, wantSkills })

test('what two jobs ask in the same words is held once, and only that', () => {
  const one = asking('Goでの開発経験3年以上', 'AWSの経験')
  const two = asking('AWSの経験\nGoでの開発経験3年以上', 'Goでの開発経験3年以上')
  expect(two.must[1]).toBe(one.must[0] as NonNullable<(typeof one.must)[0]>)
  // The same words, but as a wish.
  expect(two.want[0]).not.toBe(two.must[1])
  expect(two.want[0]).toEqual({ ...two.must[1], kind: 'want' } as NonNullable<(typeof two.want)[0]>)
  expect(two.must[0]).toEqual({ ...one.want[0], kind: 'must' } as NonNullable<(typeof two.must)[0]>)
})

test('a line means the same wherever it stands, and whoever asked for it before', () => {
  const lines = demoJobs.flatMap((job) => [...job.mustSkills.split('\n'), ...job.wantSkills.split('\n')])
  for (const job of demoJobs) {
    const before = prepareJob(job)
    // Read among others in between.
    for (const line of lines.slice(0, 5)) asking(line, line)
    expect(prepareJob(job)).toEqual(before)
  }
})
