import { type DeadLetter, deadLetterKinds, findDeadLetters } from '../db/dead-letters'
import type { Command, CommandLine, ExitCode, Terminal } from './command'
import { deadLetterLine, deadLetterLines, nameOf, readName } from './dead-letter-lines'
import { type PortalTools, withPortal } from './portal'
import { type Replayed, replayDeadLetter } from './replay-dead-letter'

export const replay: Command = {
  name: 'replay',
  summary: 'list what kintone or SES refused, ask, and queue it again; without words all of it',
  words: 'KIND:ID …',
  flags: { yes: 'do not ask', json: 'answer with one JSON object; needs --yes' },
  run: async (environment, line, terminal) => {
    const reason = misuse(line, terminal)
    if (reason === null) return withPortal(environment, (tools) => replayDeadLetters(tools, line, terminal))
    terminal.warn(`replay: ${reason}`)
    return 2
  },
}

type Target = Pick<DeadLetter, 'kind' | 'id'>
type Outcome = Target & { outcome: Replayed }

/** What the command does, on a database that is open. */
export async function replayDeadLetters(
  tools: PortalTools,
  { flags, words }: CommandLine,
  terminal: Terminal,
): Promise<ExitCode> {
  const say = (lines: string[]) => {
    if (!flags.json) for (const line of lines) terminal.print(line)
  }
  const dead = await findDeadLetters(tools.database.db)
  const named = new Set(words)
  const listed = words.length === 0 ? dead.oldest : dead.oldest.filter((one) => named.has(nameOf(one)))
  const targets = words.length === 0 ? listed : words.flatMap((word) => readName(word) ?? [])
  say(words.length === 0 ? deadLetterLines(dead) : listed.map(deadLetterLine))
  if (targets.length > 0 && !flags.yes && !(await isConfirmed(terminal, targets.length))) {
    terminal.warn('Nothing was done.')
    return 1
  }
  const outcomes: Outcome[] = []
  for (const { kind, id } of targets) outcomes.push({ kind, id, outcome: await replayDeadLetter(tools, { kind, id }) })
  say(told(outcomes))
  const left = words.length === 0 ? dead.total - dead.oldest.length : 0
  if (left > 0) say([`${left} more wait: run replay again.`])
  if (flags.json) terminal.print(JSON.stringify({ replayed: outcomes, left }))
  return outcomes.some(({ outcome }) => outcome === 'no-address') ? 1 : 0
}

function misuse({ flags, words }: CommandLine, { ask }: Terminal): string | null {
  if (flags.json && !flags.yes) return '--json needs --yes'
  if (!flags.yes && ask === null) return 'there is no terminal to ask on: look at the list with status, then use --yes'
  const unknown = words.find((word) => readName(word) === null)
  return unknown === undefined ? null : `${unknown} is not KIND:ID; the kinds are ${deadLetterKinds.join(', ')}`
}

const isConfirmed = async ({ ask }: Terminal, count: number) =>
  /^y(es)?$/i.test((await ask?.(`Send ${count === 1 ? 'it' : `these ${count}`} again? [y/N] `))?.trim() ?? '')

function told(outcomes: Outcome[]): string[] {
  const queued = outcomes.filter(({ outcome }) => outcome === 'queued').length
  return [
    ...outcomes.filter(({ outcome }) => outcome !== 'queued').map((one) => `${nameOf(one)}: ${why(one.outcome)}`),
    queued === 0
      ? 'There was nothing to send again.'
      : `Queued: ${queued}. The portal that runs sends them; status shows what is refused again.`,
  ]
}

function why(outcome: Replayed): string {
  switch (outcome) {
    case 'queued':
      return 'queued'
    case 'settled':
      return 'is not refused (any more)'
    case 'no-address':
      return 'cannot be sent again: nobody knows its address any more. It is off the list now'
  }
}
