import { readGeminiConfig } from '../config'
import type { Talent } from '../profile/talent'
import { GeminiError, openGemini } from '../services/gemini/client'
import { readJob } from '../services/kintone/job-record'
import { readTalent } from '../services/kintone/talent-record'
import { engineVersion } from './engine'
import { type Evaluation, evaluate, jobsToEvaluate } from './evaluate'
import { UnusableAnswer } from './evaluation'
import { type PreparedTalent, prepareTalent } from './reader'
import type { Match } from './requirement'
import { type PreparedJob, prepareJob } from './requirements'
import { match, matchJudged, scoreOnly } from './score'

type Input = { now: string; jobs: unknown[]; talents: unknown[] }

type Read = { jobs: PreparedJob[]; talents: { talent: Talent; prepared: PreparedTalent }[] }

/** Throws with one clear message when the input is not what the contract says. */
function read(input: Input): Read {
  const jobs = input.jobs.map((record, index) => within(`jobs[${index}]`, () => prepareJob(readJob(record))))
  const talents = input.talents.map((record, index) =>
    within(`talents[${index}]`, () => {
      const talent = readTalent(record)
      return { talent, prepared: prepareTalent(talent, input.now) }
    }),
  )
  return { jobs, talents }
}

/** Every pair of the input scored. */
function answer({ jobs, talents }: Read, judged: Map<string, Evaluation>) {
  const pairs = talents.flatMap(({ prepared }) =>
    jobs.map((job) => {
      const evaluation = judged.get(pairKey(job, prepared))
      const found = evaluation ? matchJudged(job, prepared, evaluation.judgements) : match(job, prepared)
      return pairOf(job, prepared, found)
    }),
  )
  return { engine: engineVersion, pairs }
}

const pairKey = (job: PreparedJob, talent: PreparedTalent) => JSON.stringify([talent.id, job.id])

function pairOf(job: PreparedJob, talent: PreparedTalent, found: Match) {
  const { requirements, score, low, high, can, want, blockers } = found
  const reasons = requirements.map(({ kind, text, verdict, evidence }) => ({ kind, text, verdict, evidence }))
  return { talentId: talent.id, jobId: job.id, score, low, high, can, want, requirements: reasons, blockers }
}

/** What fails is told on stderr and leaves the rules' word. */
async function judge({ jobs, talents }: Read): Promise<Map<string, Evaluation>> {
  const gemini = openGemini(readGeminiConfig())
  const judged = new Map<string, Evaluation>()
  for (const { talent, prepared } of talents) {
    const ranked = jobs
      .map((job) => ({ job, score: scoreOnly(job, prepared).score }))
      .filter(({ score }) => score !== null)
      .sort((a, b) => (b.score ?? 0) - (a.score ?? 0))
    const best = ranked.slice(0, jobsToEvaluate).map(({ job }) => job)
    const byId = new Map(best.map((job) => [job.id, job]))
    try {
      const ask = async (asked: Parameters<typeof gemini.ask>[0]) => (await gemini.ask(asked)).text
      for await (const evaluations of evaluate(ask, { talent, prepared, jobs: best, model: gemini.model }))
        for (const evaluation of evaluations) {
          const job = byId.get(evaluation.jobId)
          if (job) judged.set(pairKey(job, prepared), evaluation)
        }
    } catch (error) {
      if (!(error instanceof GeminiError || error instanceof UnusableAnswer)) throw error
      process.stderr.write(`match: ${talent.id}: ${error.message}; the rules' word stands\n`)
    }
  }
  return judged
}

function readInput(text: string): Input {
  const input: unknown = within('stdin', () => JSON.parse(text))
  if (typeof input !== 'object' || input === null) throw new Error('stdin: an object is expected')
  const { now, jobs, talents } = input as Record<string, unknown>
  if (typeof now !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(now) || Number.isNaN(Date.parse(now))) {
    throw new Error('now: a date YYYY-MM-DD is expected')
  }
  if (!Array.isArray(jobs)) throw new Error('jobs: an array of kintone records is expected')
  if (!Array.isArray(talents)) throw new Error('talents: an array of kintone records is expected')
  return { now, jobs, talents }
}

function within<T>(place: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new Error(`${place}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function refuse(message: string): never {
  process.stderr.write(`match: ${message.replace(/\s+/g, ' ').trim()}\n`)
  process.exit(2)
}

const options = process.argv.slice(2)
const unknownOption = options.find((option) => option !== '--gemini')
if (unknownOption !== undefined) refuse(`${unknownOption}: unknown option`)
try {
  const input = read(readInput(await Bun.stdin.text()))
  const judged = options.includes('--gemini') ? await judge(input) : new Map<string, Evaluation>()
  process.stdout.write(`${JSON.stringify(answer(input, judged))}\n`)
} catch (error) {
  refuse(error instanceof Error ? error.message : String(error))
}
