import type { Talent } from '../profile/talent'
import { type Evaluation, readAnswer } from './evaluation'
import { answerSchema, jobsPerCall, openRequirements, question, talentSentences } from './evaluation-prompt'
import { judgedCoverage } from './judged'
import type { PreparedTalent } from './reader'
import type { Requirement } from './requirement'
import type { PreparedJob } from './requirements'

/** Asks the model one question; the answer's text. */
export type Ask = (question: { system: string; prompt: string; schema: object }) => Promise<string>

type Pair = { talent: Talent; prepared: PreparedTalent; jobs: PreparedJob[] }

/**
 * Has a model judge the jobs for one talent, a few jobs a call. Jobs are left out that the rules have settled, that
 * speak to their judge, or all of them when the talent's text does or the talent wants no AI. Throws what `ask` throws,
 * and UnusableAnswer.
 */
export async function* evaluate(ask: Ask, { talent, prepared, jobs }: Pair): AsyncGenerator<Evaluation[]> {
  const sentences = talent.allowsAi ? talentSentences(talent) : null
  if (sentences === null || sentences.length === 0) return
  const open = jobs.flatMap((job) => {
    const requirements = openRequirements(job, (requirement) => isSettled(requirement, prepared))
    return requirements === null || requirements.length === 0 ? [] : [{ jobId: job.id, requirements }]
  })
  const shuffled = inRandomOrder(open)
  for (let at = 0; at < shuffled.length; at += jobsPerCall) {
    const marker = crypto.randomUUID()
    const asked = question(sentences, shuffled.slice(at, at + jobsPerCall), marker)
    yield readAnswer(asked, await ask({ system: asked.system, prompt: asked.prompt, schema: answerSchema }))
  }
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
