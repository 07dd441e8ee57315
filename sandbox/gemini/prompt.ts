import { isObject } from '../http/call'

/** All text of the request: system instruction first, then the turns. */
export function promptText(body: Record<string, unknown>): string {
  const contents = Array.isArray(body.contents) ? body.contents : [body.contents]
  return [body.systemInstruction, ...contents].flatMap(texts).join('\n')
}

function texts(content: unknown): string[] {
  if (typeof content === 'string') return [content]
  if (!isObject(content)) return []
  if (typeof content.text === 'string') return [content.text]
  const parts = Array.isArray(content.parts) ? content.parts : [content.parts]
  return parts.flatMap((part: unknown) => texts(part))
}

export type Numbered = { readonly id: string; readonly text: string }
export type JobAsked = { readonly id: string; readonly requirements: readonly Numbered[] }

/** What a matching prompt asks about: the jobs with their requirements, and the candidate's own sentences. */
export type Asked = { readonly jobs: readonly JobAsked[]; readonly sentences: readonly Numbered[] }

const numbered =
  /^\s*[-*]?\s*[[(【<]?([A-Za-z]{0,4}[-_]?\d+(?:[-_.:/][A-Za-z]{0,4}\d+)*)[\])】>]?\s*[:：.)．、|\t ]\s*(\S.*)$/
const jobHeading = /(?:案件|job)(?:\s*id)?[^A-Za-z0-9]{0,6}([A-Za-z]{1,8}[-_]?[\w-]*\d[\w-]*|\d+)/i
const requirementHeading = /必須|尚可|要件|requirement|must|want/i
const sentenceHeading = /人材|候補|職歴|経歴|スキル|自己PR|talent|candidate|profile|sentence/i

/** Reads lines such as `R1: Goでの開発経験 3年以上`, `[J1-R2] …` and `S3. …`, or the same as JSON. */
export function readAsked(prompt: string): Asked {
  const jobs: { id: string; requirements: Numbered[] }[] = []
  const sentences: Numbered[] = []
  let section: 'requirement' | 'sentence' = 'requirement'
  for (const line of unfoldJson(prompt).split('\n')) {
    const found = numbered.exec(line)
    const [, id = '', text = ''] = found ?? []
    const kind = found ? (kindOfId(id) ?? section) : undefined
    const heading = kind === undefined || kind === 'job' ? (jobHeading.exec(line)?.[1] ?? (kind && id)) : undefined
    if (heading) jobs.push({ id: heading, requirements: [] })
    if (kind === undefined || kind === 'job') {
      if (heading || requirementHeading.test(line)) section = 'requirement'
      else if (sentenceHeading.test(line)) section = 'sentence'
      continue
    }
    if (kind === 'sentence') sentences.push({ id, text })
    else jobOf(jobs, id).push({ id, text })
  }
  return { jobs, sentences }
}

function kindOfId(id: string): 'requirement' | 'sentence' | 'job' | undefined {
  const letters = /([A-Za-z]+)[-_]?\d+$/.exec(id)?.[1]?.toLowerCase() ?? ''
  if (/^(r|req|q|m|w|n)$/.test(letters)) return 'requirement'
  if (/^(s|t|p|e|c)$/.test(letters)) return 'sentence'
  return /^(j|job)$/.test(letters) ? 'job' : undefined
}

/** `J1-R2` names its job itself; otherwise the requirement belongs to the job above it. */
function jobOf(jobs: { id: string; requirements: Numbered[] }[], id: string): Numbered[] {
  const named = /^(.+)[-_.:/][A-Za-z]{1,4}\d+$/.exec(id)?.[1]
  const known = named === undefined ? jobs.at(-1) : jobs.find((job) => job.id === named)
  if (known) return known.requirements
  const added = { id: named ?? '1', requirements: [] }
  jobs.push(added)
  return added.requirements
}

/** JSON inside a prompt, one numbered line per element. */
const unfoldJson = (prompt: string): string =>
  prompt
    .replace(/"(jobs?|requirements?|musts?|wants?|sentences?|talent|candidate|profile)"\s*:\s*[[{]/gi, '\n$1\n')
    .replace(/"job_?id"\s*:\s*"?([\w-]+)"?/gi, '\njob $1\n')
    .replace(
      /"id"\s*:\s*"?([\w.:/-]+)"?\s*,\s*(?:"kind"\s*:\s*"\w*"\s*,\s*)?"(?:text|sentence|requirement|body)"\s*:\s*"((?:\\.|[^"\\])*)"/g,
      '\n$1: $2\n',
    )
