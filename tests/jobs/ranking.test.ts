import { describe, expect, test } from 'bun:test'
import type { EvaluationRow } from '../../src/db/evaluations'
import type { TalentRow } from '../../src/db/talents'
import { count } from '../../src/jobs/bits'
import { type Catalogue, openCatalogueIndex } from '../../src/jobs/catalogue'
import type { Job } from '../../src/jobs/job'
import { openOrders } from '../../src/jobs/orders'
import { openRanking } from '../../src/jobs/ranking'
import { similarJobs } from '../../src/jobs/similar-jobs'
import type { Judged } from '../../src/matching/judged'
import { prepareTalent } from '../../src/matching/reader'
import { prepareJob } from '../../src/matching/requirements'
import { match, scoreOnly } from '../../src/matching/score'
import { emptyTalent } from '../../src/profile/talent'
import { demoTalents, jobWith, skill, talentWith } from '../matching/cast'
import { createRandom } from '../support/random'
import { generatedJobs } from './generated-jobs'

const today = '2026-11-22'
const chance = createRandom(11)

/** A catalogue that is changed job by job, and beside it plainly the jobs it should hold. */
function openChanging() {
  const { put, remove, ...view } = openCatalogueIndex()
  const jobs = new Map<string, Job>()
  let version = 0
  return {
    jobs,
    catalogue: (): Catalogue => ({ version, ...view }),
    put: (job: Job) => {
      version += 1
      jobs.set(job.id, job)
      put(job, version)
    },
    remove: (id: string) => {
      version += 1
      jobs.delete(id)
      remove(id, version)
    },
  }
}

const isListed = ({ deadline }: Job) => deadline === null || deadline >= today
const newest = (a: Job, b: Job) => {
  const days = (b.publishedOn ?? '').localeCompare(a.publishedOn ?? '')
  return days !== 0 ? days : a.id < b.id ? 1 : -1
}
const of = (talent: TalentRow['talent'], version = 1, evaluationVersion = 0) => ({
  talent: { id: talent.id, version, talent } as TalentRow,
  evaluationVersion,
})

/** Written another way on purpose: every job scored and sorted, each time. */
function naive(jobs: Iterable<Job>, talent: TalentRow['talent']): string[] {
  const prepared = prepareTalent(talent, today)
  return [...jobs]
    .filter(isListed)
    .map((job) => ({ job, score: scoreOnly(prepareJob(job), prepared).score ?? -1 }))
    .sort((a, b) => b.score - a.score || newest(a.job, b.job))
    .map(({ job }) => job.id)
}

const idsOf = (catalogue: Catalogue, slots: Iterable<number>) =>
  [...slots].map((slot) => catalogue.at(slot)?.job.id ?? 'none')

describe('the order for one talent', () => {
  test('is that of scoring everything anew, whatever jobs came, changed and went', async () => {
    const changing = openChanging()
    const pool = generatedJobs(400, chance)
    for (const job of pool.slice(0, 300)) changing.put(job)
    const ranking = openRanking(openOrders(), async () => [])
    for (let round = 0; round < 8; round += 1) {
      for (let change = 0; change < 20 * round; change += 1) {
        const job = pool[Math.floor(chance() * pool.length)] as Job
        const other = pool[Math.floor(chance() * pool.length)] as Job
        if (chance() < 0.3) changing.remove(job.id)
        else changing.put({ ...other, id: job.id })
      }
      const catalogue = changing.catalogue()
      for (const talent of demoTalents.slice(0, 3)) {
        const { order, unjudged } = await ranking(of(talent), catalogue, today)
        expect(idsOf(catalogue, order)).toEqual(naive(changing.jobs.values(), talent))
        const prepared = prepareTalent(talent, today)
        const listed = [...changing.jobs.values()].filter(isListed)
        const silent = listed.filter((job) => scoreOnly(prepareJob(job), prepared).score === null)
        expect(count(unjudged)).toBe(silent.length)
      }
    }
  })

  test('follows the profile, and without anything to judge by it is the newest first', async () => {
    const changing = openChanging()
    for (const job of generatedJobs(50, chance)) changing.put(job)
    const ranking = openRanking(openOrders(), async () => [])
    const catalogue = changing.catalogue()
    const [first, second] = demoTalents
    if (first === undefined || second === undefined) throw new Error('There is no demo talent')
    await ranking(of(first, 1), catalogue, today)
    const changed = { ...second, id: first.id }
    const { order } = await ranking(of(changed, 2), catalogue, today)
    expect(idsOf(catalogue, order)).toEqual(naive(changing.jobs.values(), changed))
    const empty = await ranking(of(emptyTalent('nobody')), catalogue, today)
    const listed = [...changing.jobs.values()].filter(isListed).sort(newest)
    expect(idsOf(catalogue, empty.order)).toEqual(listed.map((job) => job.id))
    expect(count(empty.unjudged)).toBe(listed.length)
  })

  test('is right although jobs change while thousands are being scored', async () => {
    const changing = openChanging()
    const pool = generatedJobs(4_500, chance)
    for (const job of pool) changing.put(job)
    const ranking = openRanking(openOrders(), async () => [])
    const talent = demoTalents[0]
    if (talent === undefined) throw new Error('There is no demo talent')
    const running = ranking(of(talent), changing.catalogue(), today)
    // Two thousand are scored before anybody else has a turn; the first of them change now.
    for (const job of pool.slice(0, 40)) changing.put({ ...(pool.at(-1) as Job), id: job.id })
    for (const job of pool.slice(40, 80)) changing.remove(job.id)
    for (let n = 0; n < 1_000; n += 1) changing.put({ ...(pool[n] as Job), id: `late-${n}` })
    await running
    const catalogue = changing.catalogue()
    const { order } = await ranking(of(talent), catalogue, today)
    expect(idsOf(catalogue, order)).toEqual(naive(changing.jobs.values(), talent))
  })

  test('gives every reason of a job, as the engine alone gives them', async () => {
    const changing = openChanging()
    const pool = generatedJobs(30, chance)
    for (const job of pool) changing.put(job)
    const talent = demoTalents[1]
    if (talent === undefined) throw new Error('There is no demo talent')
    const { matchOf } = await openRanking(openOrders(), async () => [])(of(talent), changing.catalogue(), today)
    for (const job of pool) {
      const entry = changing.catalogue().jobs.get(job.id)
      if (entry === undefined) throw new Error('The job is not there')
      expect(matchOf(entry)).toEqual(match(prepareJob(job), prepareTalent(talent, today)))
      expect(matchOf(entry)).toBe(matchOf(entry))
    }
  })
})

describe('what a model said', () => {
  const open = '採用面接の担当経験'
  const evidence = '採用面接を担当した。'
  const talent = talentWith({ id: 'asked', skills: [skill('Go', 2)], selfPr: evidence, workHistory: [] })
  const jobNamed = (id: string, mustSkills = `・Goでの開発経験5年以上\n・${open}`) =>
    jobWith({ id, skills: ['Go'], mustSkills })
  const said: Judged = { kind: 'must', text: open, verdict: 'met', evidence, input: 'hash' }
  const rowOf = (jobId: string, jobVersion: number, judgements = [said]): EvaluationRow => ({
    ...{ talentId: talent.id, jobId, judgements, talentVersion: 1, jobVersion },
    ...{ model: 'gemini-sandbox', promptVersion: 'judge', evaluatedAt: new Date(0) },
  })
  /** Three jobs that are one to the rules: the newest first is the last id first. */
  const openThree = (rows: EvaluationRow[]) => {
    const changing = openChanging()
    for (const id of ['A', 'B', 'C']) changing.put(jobNamed(id))
    return { ...changing, ranking: openRanking(openOrders(), async () => rows) }
  }

  test('puts a job before those of the same score by the rules, which stay what is to be judged', async () => {
    const { catalogue, ranking } = openThree([rowOf('A', 1)])
    const before = await ranking(of(talent), catalogue(), today)
    const after = await ranking(of(talent, 1, 1), catalogue(), today)
    expect(idsOf(catalogue(), before.order)).toEqual(['C', 'B', 'A'])
    expect(idsOf(catalogue(), after.order)).toEqual(['A', 'C', 'B'])
    expect(idsOf(catalogue(), after.toEvaluate)).toEqual(['C', 'B', 'A'])
    const [rules, judged] = [before, after].map((ranked) => ranked.matchOf({ prepared: prepareJob(jobNamed('A')) }))
    expect(judged?.score ?? 0).toBeGreaterThan(rules?.score ?? 100)
  })

  test('holds while the profile says what proved it, and the job asks for it', async () => {
    const { catalogue, put, ranking } = openThree([rowOf('A', 1)])
    const orderOf = async (one: typeof talent, version: number) =>
      idsOf(catalogue(), (await ranking(of(one, version, 1), catalogue(), today)).order)
    expect(await orderOf({ ...talent, selfPr: `登山が好きです。\n${evidence}` }, 2)).toEqual(['A', 'C', 'B'])
    expect(await orderOf({ ...talent, selfPr: '登山が好きです。' }, 3)).toEqual(['C', 'B', 'A'])
    expect(await orderOf({ ...talent, allowsAi: false }, 4)).toEqual(['C', 'B', 'A'])
    expect(await orderOf(talent, 5)).toEqual(['A', 'C', 'B'])
    put(jobNamed('A', '・Goでの開発経験5年以上\n・採用計画の立案経験'))
    expect(await orderOf(talent, 5)).toEqual(['C', 'B', 'A'])
  })

  test('is provisional until it was asked, and again when profile or job changed', async () => {
    const rows: EvaluationRow[] = []
    const { catalogue, put, ranking } = openThree(rows)
    const seen = async (version: number, evaluationVersion: number, one = talent) => {
      const { pending, stateOf } = await ranking(of(one, version, evaluationVersion), catalogue(), today)
      return [pending, ...['A', 'B', 'C'].map(stateOf)]
    }
    expect(await seen(1, 0)).toEqual([3, 'provisional', 'provisional', 'provisional'])
    rows.push(rowOf('A', 1), rowOf('B', 2, []))
    expect(await seen(1, 1)).toEqual([1, 'evaluated', 'settled', 'provisional'])
    put(jobNamed('B'))
    expect(await seen(1, 1)).toEqual([2, 'evaluated', 'provisional', 'provisional'])
    expect(await seen(2, 1)).toEqual([3, 'provisional', 'provisional', 'provisional'])
    rows.splice(0, 2, { ...rowOf('A', 1), talentVersion: 2 }, { ...rowOf('C', 3, []), talentVersion: 2 })
    expect(await seen(2, 2)).toEqual([1, 'evaluated', 'provisional', 'settled'])
    expect(await seen(2, 3, { ...talent, allowsAi: false })).toEqual([3, ...Array(3).fill('provisional')])
  })

  test('that nothing could be proven is as if it had not been asked', async () => {
    const { catalogue, ranking } = openThree([rowOf('A', 1, [{ ...said, verdict: 'not_found', evidence: '' }])])
    const { order } = await ranking(of(talent, 1, 1), catalogue(), today)
    expect(idsOf(catalogue(), order)).toEqual(['C', 'B', 'A'])
  })
})

test('the common orders are those of sorting everything anew', () => {
  const changing = openChanging()
  const pool = generatedJobs(400, chance)
  const orders = openOrders()
  const rate = (job: Job) => job.monthlyRateYen ?? job.minimumMonthlyRateYen ?? -1
  for (let round = 0; round < 30; round += 1) {
    for (let change = 0; change < 15; change += 1) {
      const job = pool[Math.floor(chance() * pool.length)] as Job
      if (chance() < 0.4) changing.remove(job.id)
      else changing.put({ ...(pool[Math.floor(chance() * pool.length)] as Job), id: job.id })
    }
    const catalogue = changing.catalogue()
    const jobs = [...changing.jobs.values()]
    const ids = (compare: (a: Job, b: Job) => number) =>
      jobs.toSorted((a, b) => compare(a, b) || newest(a, b)).map((job) => job.id)
    expect(idsOf(catalogue, orders(catalogue).newest)).toEqual(ids(() => 0))
    expect(idsOf(catalogue, orders(catalogue).rate)).toEqual(ids((a, b) => rate(b) - rate(a)))
    expect(idsOf(catalogue, orders(catalogue).start)).toEqual(
      ids((a, b) => (a.startDate ?? '9999').localeCompare(b.startDate ?? '9999')),
    )
  }
})

test('similar jobs are those of comparing with every job', () => {
  const changing = openChanging()
  const pool = generatedJobs(300, chance)
  for (const job of pool) changing.put(job)
  const shared = (a: string[], b: string[]) => new Set(a).intersection(new Set(b)).size
  const hidden = new Set(pool.slice(0, 20).map((job) => job.id))
  for (const job of pool.slice(0, 60)) {
    const same = (field: 'industry' | 'prefecture' | 'remote', other: Job) =>
      job[field] !== null && job[field] === other[field] ? 1 : 0
    const expected = pool
      .filter((other) => other.id !== job.id && !hidden.has(other.id) && isListed(other))
      .map((other) => {
        const related = 3 * shared(job.skills, other.skills) + 2 * shared(job.positions, other.positions)
        const rest = same('industry', other) + same('prefecture', other) + same('remote', other)
        return { id: other.id, points: related === 0 ? 0 : related + rest }
      })
      .filter(({ points }) => points >= 3)
      .sort((a, b) => b.points - a.points || (a.id < b.id ? 1 : -1))
      .slice(0, 4)
    const found = similarJobs(changing.catalogue(), job, today, hidden).map(({ id }) => id)
    expect(found).toEqual(expected.map(({ id }) => id))
  }
})
