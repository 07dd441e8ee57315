import { Value } from '@sinclair/typebox/value'
import { skillsByName } from './dictionary'
import { type AskedJob, answerSchema, type Question, type Sentence, verdicts } from './evaluation-prompt'
import { foldText } from './fold'
import type { Judgement } from './judged'
import { keysOf, type Requirement } from './requirement'
import { findSkills } from './skills'

/** What became of one question: the verdict that was proven, `not_found` when none was. */
export type Reply = Pick<Judgement, 'verdict' | 'evidence'>

/** An answer that is no answer: not the agreed form, or about something that was not asked. */
export class UnusableAnswer extends Error {
  override name = 'UnusableAnswer'
}

/**
 * Reads an answer against its question: a reply for each requirement, of the jobs that were answered at all. Only what
 * it can prove counts: ids must be those that were given, and the sentences it names must speak of the requirement.
 * What it cannot prove is as if nothing had been found. Throws UnusableAnswer.
 */
export function readAnswer(question: Question, text: string): Map<Requirement, Reply> {
  const answer = parsed(text)
  const known = new Map(question.jobs.map((job) => [job.id, job]))
  const sentences = new Map(question.sentences.map((sentence) => [sentence.id, sentence]))
  if (answer.jobs.some(({ jobId }) => !known.has(jobId))) throw new UnusableAnswer('a job that was not asked about')
  return new Map(
    question.jobs.flatMap((asked) => {
      const found = answer.jobs.find(({ jobId }) => jobId === asked.id)
      return found ? readJobAnswer(asked, found, sentences) : []
    }),
  )
}

type Answer = typeof answerSchema.static

function parsed(text: string): Answer {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new UnusableAnswer('not JSON')
  }
  if (!Value.Check(answerSchema, value)) throw new UnusableAnswer('not the agreed form')
  return value
}

function readJobAnswer(
  asked: AskedJob,
  found: Answer['jobs'][number],
  sentences: Map<string, Sentence>,
): [Requirement, Reply][] {
  return asked.requirements.map(({ id, requirement }) => {
    const said = found.requirements.find(({ requirementId }) => requirementId === id)
    const verdict = said && verdicts.find((word) => word === said.verdict)
    if (said && verdict === undefined) throw new UnusableAnswer('a verdict that is none')
    const named = said?.sentenceIds.flatMap((sentenceId) => sentences.get(sentenceId) ?? []) ?? []
    const proof = named.find((sentence) => speaksOf(sentence, requirement))
    if (verdict === undefined || verdict === 'not_found' || proof === undefined) return [requirement, nothingFound]
    const held = verdict === 'met' && !isWhollyProven(requirement, named) ? 'adjacent' : verdict
    return [requirement, { verdict: held, evidence: proof.source }]
  })
}

const nothingFound: Reply = { verdict: 'not_found', evidence: '' }

/**
 * How many years somebody has is for code to say, and a request for several skills is met by sentences about each of
 * them: the model's "met" counts as "adjacent" otherwise.
 */
function isWhollyProven(requirement: Requirement, named: Sentence[]): boolean {
  if (/\d\s*年/.test(foldText(requirement.text))) return false
  const said = new Set(named.flatMap(({ text }) => findSkills(text).map(({ skill }) => skill)))
  const skillGroups = requirement.groups.map(keysOf).filter((keys) => keys.some((key) => skillsByName.has(key)))
  return skillGroups.every((keys) => keys.some((key) => said.has(key)))
}

const commonWords =
  /経験|開発|以上|実務|知識|利用|使用|業務|歓迎|必須|尚可|程度|理解|できる|方|こと|など|および|または|ある|の|を|に|が|は|と|で|や|、|。|・|\d+(?:\.\d+)?年?/g

/** Whether a sentence says anything of a requirement: one of its skills, or else words of its own. */
export function speaksOf(sentence: Sentence, requirement: Requirement): boolean {
  const [said, asked] = [saidBy(sentence), askedBy(requirement)]
  if (!said.skills.isDisjointFrom(asked.keys)) return true
  return asked.pairs.size > 0 && said.pairs.intersection(asked.pairs).size >= Math.min(2, asked.pairs.size)
}

/** What a sentence speaks of is looked up once for all requirements, and the other way round. */
const sentencesRead = new WeakMap<Sentence, { skills: Set<string>; pairs: Set<string> }>()
const requirementsRead = new WeakMap<Requirement, { keys: Set<string>; pairs: Set<string> }>()

function saidBy(sentence: Sentence) {
  const skills = () => new Set(findSkills(sentence.text).flatMap(({ skill }) => skill ?? []))
  return remembered(sentencesRead, sentence, () => ({ skills: skills(), pairs: wordPairs(sentence.text) }))
}

function askedBy(requirement: Requirement) {
  const own = () => foldText(requirement.text).replace(commonWords, ' ')
  const keys = () => new Set(requirement.groups.flatMap(keysOf))
  return remembered(requirementsRead, requirement, () => ({ keys: keys(), pairs: wordPairs(own()) }))
}

function remembered<K extends object, V>(kept: WeakMap<K, V>, key: K, make: () => V): V {
  const value = kept.get(key) ?? make()
  kept.set(key, value)
  return value
}

/** Two characters of Japanese side by side, and whole Latin words. */
function wordPairs(text: string): Set<string> {
  const latin = text.match(/[a-z][a-z0-9+#.]*/g) ?? []
  const runs = text.match(/[\u30a1-\u30fe\u4e00-\u9fff]{2,}/g) ?? []
  return new Set([...latin, ...runs.flatMap((run) => [...run].slice(1).map((one, at) => run.charAt(at) + one))])
}
