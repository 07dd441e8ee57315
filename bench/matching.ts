// bun run bench:matching: how well jobs are ranked for a set whose truth is known (tests/matching/labelled.ts), beside
// newest first, counting names and BM25, and with the second stage through Gemini's stand-in; how right the verdicts
// are; which relations hold; how many pairs a second the engine scores.
import { startSandbox } from '../sandbox/start'
import { evaluate } from '../src/matching/evaluate'
import { type PreparedTalent, prepareTalent } from '../src/matching/reader'
import { type PreparedJob, prepareJob } from '../src/matching/requirements'
import { match, matchJudged, scoreOnly } from '../src/matching/score'
import type { Talent } from '../src/profile/talent'
import { openGemini } from '../src/services/gemini/client'
import { labelledSet } from '../tests/matching/labelled'
import { relationCases } from '../tests/matching/relation-cases'
import { createRandom } from '../tests/support/random'
import { bootstrapInterval, ndcgAt10, openBm25, substringCount } from './ranking-quality'
import { quantile } from './statistics'

const today = '2026-11-22'
const print = (line: string) => void process.stdout.write(`${line}\n`)
const set = labelledSet()
const jobs = set.jobs.map(prepareJob)
const talents = set.talents.map((talent) => ({ talent, prepared: prepareTalent(talent, today) }))
const textOf = (talent: Talent) =>
  [
    ...talent.skills.map((row) => row.name),
    ...talent.workHistory.map((row) => row.technologies),
    talent.languagesAndTools,
    talent.selfPr,
  ].join('\n')

print(`${jobs.length} jobs × ${talents.length} talents, nDCG@10 with 95 % of resampled means`)
const bm25 = openBm25(set.jobs.map((job) => `${job.title}\n${job.mustSkills}\n${job.wantSkills}`))
const second = await judged()
const rankings: Record<string, (talent: number) => number[]> = {
  'newest first': () => set.jobs.map((job) => Date.parse(job.publishedOn ?? '1970-01-01')),
  'counting names': (at) => jobs.map((job) => substringCount(textOf(talents[at]?.talent as Talent), job.skills)),
  BM25: (at) => bm25(textOf(talents[at]?.talent as Talent)),
  rules: (at) => jobs.map((job) => scoreOnly(job, preparedAt(at)).score ?? -1),
  'rules + Gemini stand-in': (at) => jobs.map((_, job) => second[at]?.[job] ?? -1),
}
print(`  ${'by'.padEnd(26)} jobs for a talent        talents for a job`)
for (const [name, scores] of Object.entries(rankings)) {
  const table = talents.map((_, at) => scores(at))
  const forTalents = talents.flatMap((_, talent) =>
    ndcg(jobs.map((_, job) => [table[talent]?.[job] ?? 0, set.grade(talent, job)])),
  )
  const forJobs = jobs.flatMap((_, job) =>
    ndcg(talents.map((_, talent) => [table[talent]?.[job] ?? 0, set.grade(talent, job)])),
  )
  print(`  ${name.padEnd(26)} ${shown(forTalents)}   ${shown(forJobs)}`)
}

const counts = { right: 0, wrong: 0, missed: 0, denied: 0, deniedFound: 0 }
for (const [at] of talents.entries())
  for (const [place, job] of jobs.entries()) {
    const truths = set.verdicts(at, place)
    const found = match(job, preparedAt(at)).requirements
    for (const [n, { truth }] of truths.entries()) {
      const verdict = found[n]?.verdict
      if (verdict === 'met' && truth === 'met') counts.right += 1
      if (verdict === 'met' && truth !== 'met') counts.wrong += 1
      if (verdict !== 'met' && truth === 'met') counts.missed += 1
      if (truth === 'contradicted') counts.denied += 1
      if (truth === 'contradicted' && verdict === 'contradicted') counts.deniedFound += 1
    }
  }
const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`
print(
  `verdict "met": precision ${percent(counts.right, counts.right + counts.wrong)}, recall ${percent(counts.right, counts.right + counts.missed)}, of ${counts.right + counts.missed}; denied skills told as such ${percent(counts.deniedFound, counts.denied)}`,
)

print('relations that hold (tests/matching/relation-cases.ts):')
for (const [relation, cases] of Map.groupBy(relationCases, (one) => one.relation)) {
  const held = cases.filter(({ broken }) => broken().length === 0).length
  print(`  ${percent(held, cases.length).padStart(7)} of ${String(cases.length).padStart(2)}  ${relation}`)
}

const perSecond = Array.from({ length: 9 }, () => {
  const startedAt = performance.now()
  for (const { prepared } of talents) for (const job of jobs) scoreOnly(job, prepared)
  return (talents.length * jobs.length) / ((performance.now() - startedAt) / 1_000)
})
// Other lines than before, so that none is known already.
const fresh = labelledSet({ seed: 97 })
const jobMs = meanMs(fresh.jobs, (job, at) => prepareJob({ ...job, mustSkills: `${job.mustSkills}（${at}）` }))
const talentMs = meanMs(fresh.talents, (talent) => prepareTalent(talent, today))
print(
  `${Math.round(quantile(perSecond, 0.5)).toLocaleString('en')} pairs a second on one core; preparing a job ${jobMs.toFixed(3)} ms, a talent ${talentMs.toFixed(3)} ms`,
)
print(`wanted: 100,000 pairs a second, 2 ms a job, 5 ms a talent, precision 95 %, recall 90 %`)

function meanMs<T>(list: T[], work: (one: T, at: number) => unknown): number {
  const startedAt = performance.now()
  for (const [at, one] of list.entries()) work(one, at)
  return (performance.now() - startedAt) / list.length
}

function preparedAt(at: number): PreparedTalent {
  const found = talents[at]
  if (found === undefined) throw new Error('There is no such talent')
  return found.prepared
}

function ndcg(scored: [number, number][]): number[] {
  const order = scored
    .map(([score, grade], at) => ({ score, grade, at }))
    .sort((a, b) => b.score - a.score || a.at - b.at)
  const value = ndcgAt10(order.map(({ grade }) => grade))
  return value === null ? [] : [value]
}

function shown(values: number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const [low, high] = bootstrapInterval(values, createRandom(5))
  return `${mean.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`
}

/** Every talent's scores after the second stage judged their twenty best jobs. */
async function judged(): Promise<number[][]> {
  const sandbox = await startSandbox({ seed: 'empty' })
  const gemini = openGemini({ apiKey: 'bench', model: 'gemini-sandbox', baseUrl: sandbox.startLine.gemini.baseUrl })
  const ask = async (question: Parameters<typeof gemini.ask>[0]) => (await gemini.ask(question)).text
  const tables: number[][] = []
  for (const { talent, prepared } of talents) {
    const scores = jobs.map((job) => scoreOnly(job, prepared).score ?? -1)
    const best = bestOf(scores).map((place) => jobs[place] as PreparedJob)
    for await (const evaluations of evaluate(ask, { talent, prepared, jobs: best, model: gemini.model }))
      for (const { jobId, judgements } of evaluations) {
        const place = jobs.findIndex((job) => job.id === jobId)
        scores[place] = matchJudged(jobs[place] as PreparedJob, prepared, judgements).score ?? -1
      }
    tables.push(scores)
  }
  await sandbox.stop()
  return tables
}

function bestOf(scores: number[]): number[] {
  const ranked = scores.map((score, place) => ({ score, place })).sort((a, b) => b.score - a.score)
  return ranked.slice(0, 20).map(({ place }) => place)
}
