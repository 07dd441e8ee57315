import type { Talent } from '../profile/talent'
import { type Reply, readAnswer, speaksOf } from './evaluation'
import {
  answerSchema,
  jobsPerCall,
  openRequirements,
  promptVersion,
  question,
  type Sentence,
  shownRequirement,
  talentSentences,
} from './evaluation-prompt'
import { type Judged, judgedCoverage } from './judged'
import type { PreparedTalent } from './reader'
import type { Requirement } from './requirement'
import type { PreparedJob } from './requirements'

/** Of each talent the best jobs by the rules are judged by a model, so that it does not choose them itself. */
export const jobsToEvaluate = 20

/** Asks the model one question; the answer's text. */
export type Ask = (question: { system: string; prompt: string; schema: object }) => Promise<string>

/**
 * One job, judged as far as the talent's sentences go; no judgement when the rules have settled all there is to say.
 * `isComplete`: false when not everything that was to be asked has been answered.
 */
export type Evaluation = { jobId: string; judgements: Judged[]; isComplete: boolean }
/** What the model said before, by the input it went by. */
export type Replies = ReadonlyMap<string, Reply>

type Pair = {
  talent: Talent
  prepared: PreparedTalent
  jobs: PreparedJob[]
  model: string
  known?: Replies | undefined
}

/**
 * Has a model judge the jobs for one talent, a few jobs a call, and hands each job on as soon as all of it is known.
 * Asked is only what a sentence of the talent speaks of, what the rules have not settled, and what was not answered
 * before. Nothing is asked of jobs or a talent whose text speaks to its judge, nor for a talent who wants no AI: those
 * come back without a judgement. What was answered of jobs that cannot be completed comes last, also before a failure:
 * it is paid for. Throws what `ask` throws, and UnusableAnswer.
 */
export async function* evaluate(ask: Ask, pair: Pair): AsyncGenerator<Evaluation[]> {
  const sentences = (pair.talent.allowsAi ? talentSentences(pair.talent) : null) ?? []
  const open = pair.jobs.map((job) => ({ jobId: job.id, points: openPoints(job, sentences, pair) }))
  const replies = new Map(pair.known)
  let waiting = open
  /** Takes out of `waiting` what is known by now. */
  const known = (): Evaluation[] => {
    const ready = waiting.filter(({ points }) => points.every(({ input }) => replies.has(input)))
    waiting = waiting.filter((job) => !ready.includes(job))
    return ready.map((job) => evaluationOf(job, replies, true))
  }
  const first = known()
  if (first.length > 0) yield first
  const asking = inRandomOrder(unanswered(waiting, replies))
  try {
    for (let at = 0; at < asking.length; at += jobsPerCall) {
      for (const [input, reply] of await askAbout(ask, asking.slice(at, at + jobsPerCall))) replies.set(input, reply)
      const ready = known()
      if (ready.length > 0) yield ready
    }
  } finally {
    const begun = waiting.map((job) => evaluationOf(job, replies, false)).filter(({ judgements }) => judgements.length)
    if (begun.length > 0) yield begun
  }
}

const evaluationOf = ({ jobId, points }: OpenJob, replies: Replies, isComplete: boolean): Evaluation => ({
  jobId,
  judgements: points.flatMap((point) => judgementOf(point, replies.get(point.input))),
  isComplete,
})

/** A requirement that only a model can judge, with the sentences it may go by. */
type Point = { requirement: Requirement; sentences: Sentence[]; input: string }
type OpenJob = { jobId: string; points: Point[] }

function openPoints(job: PreparedJob, sentences: Sentence[], { prepared, model }: Pair): Point[] {
  const requirements = openRequirements(job, (requirement) => isSettled(requirement, prepared)) ?? []
  return requirements.flatMap((requirement) => {
    const speaking = sentences.filter((sentence) => speaksOf(sentence, requirement))
    if (speaking.length === 0) return []
    return [{ requirement, sentences: speaking, input: inputOf(model, requirement, speaking) }]
  })
}

/** Names everything a reply rests on, and nothing else: another line of the profile leaves it as it is. */
function inputOf(model: string, requirement: Requirement, sentences: Sentence[]): string {
  const rested = JSON.stringify([
    model,
    promptVersion,
    shownRequirement(requirement),
    sentences.map(({ text }) => text),
  ])
  return new Bun.CryptoHasher('sha256').update(rested).digest('base64url')
}

/** Each input that has no reply yet, once, however many jobs ask for it. */
function unanswered(jobs: OpenJob[], replies: Replies): OpenJob[] {
  const claimed = new Set(replies.keys())
  return jobs.flatMap(({ jobId, points }) => {
    const own = points.filter(({ input }) => !claimed.has(input))
    for (const { input } of own) claimed.add(input)
    return own.length === 0 ? [] : [{ jobId, points: own }]
  })
}

async function askAbout(ask: Ask, jobs: OpenJob[]): Promise<[string, Reply][]> {
  const points = jobs.flatMap((job) => job.points)
  const sentences = [...new Set(points.flatMap((point) => point.sentences))]
  const about = jobs.map(({ jobId, points: own }) => ({ jobId, requirements: own.map((point) => point.requirement) }))
  const asked = question(sentences, about, crypto.randomUUID())
  const answered = readAnswer(asked, await ask({ system: asked.system, prompt: asked.prompt, schema: answerSchema }))
  return points.flatMap(({ requirement, input }) => {
    const reply = answered.get(requirement)
    return reply === undefined ? [] : [[input, reply]]
  })
}

function judgementOf({ requirement: { kind, text }, input }: Point, reply: Reply | undefined): Judged[] {
  return reply === undefined ? [] : [{ kind, text, ...reply, input }]
}

/** Nothing the model could say would change it. */
function isSettled(requirement: Requirement, talent: PreparedTalent): boolean {
  const { kind, text } = requirement
  const best = { kind, text, verdict: 'met', evidence: '' } as const
  const worst = { ...best, verdict: 'contradicted' } as const
  if (requirement.weight === 0) return false
  return judgedCoverage(requirement, talent, best) === judgedCoverage(requirement, talent, worst)
}

/** Models weigh what comes first; no job should always be it. */
function inRandomOrder<T>(list: T[]): T[] {
  const order = list.map((one) => ({ one, place: crypto.getRandomValues(new Uint32Array(1))[0] ?? 0 }))
  return order.sort((a, b) => a.place - b.place).map(({ one }) => one)
}
