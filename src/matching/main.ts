import { readJob } from '../services/kintone/job-record'
import { readTalent } from '../services/kintone/talent-record'
import { engineVersion } from './engine'
import { prepareTalent } from './reader'
import { prepareJob } from './requirements'
import { match } from './score'

type Input = { now: string; jobs: unknown[]; talents: unknown[] }

/** Every pair of the input scored; throws with one clear message when the input is not what the contract says. */
function answer(input: Input) {
  const jobs = input.jobs.map((record, index) => within(`jobs[${index}]`, () => prepareJob(readJob(record))))
  const talents = input.talents.map((record, index) =>
    within(`talents[${index}]`, () => prepareTalent(readTalent(record), input.now)),
  )
  const pairs = talents.flatMap((talent) => jobs.map((job) => pairOf(job, talent)))
  return { engine: engineVersion, pairs }
}

function pairOf(job: ReturnType<typeof prepareJob>, talent: ReturnType<typeof prepareTalent>) {
  const { requirements, score, low, high, can, want, blockers } = match(job, talent)
  const reasons = requirements.map(({ kind, text, verdict, evidence }) => ({ kind, text, verdict, evidence }))
  return { talentId: talent.id, jobId: job.id, score, low, high, can, want, requirements: reasons, blockers }
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

const [unknownOption] = process.argv.slice(2)
if (unknownOption === '--gemini') refuse('--gemini: stage 2 is not built yet; run without it for the rules')
if (unknownOption !== undefined) refuse(`${unknownOption}: unknown option`)
try {
  process.stdout.write(`${JSON.stringify(answer(readInput(await Bun.stdin.text())))}\n`)
} catch (error) {
  refuse(error instanceof Error ? error.message : String(error))
}
