import { InvalidConfig } from '../config'
import { SettingsError } from '../services/kintone/settings/settings-client'
import { explain } from './advice'
import { apply } from './apply'
import type { Command, Environment, Flags, Terminal } from './command'
import { doctor } from './doctor'

/** In the order of the help. */
const commands: Command[] = [doctor, apply]

/** One operator's command from its words to its exit code: 0 fine, 1 differences or failure, 2 wrong command line. */
export async function run(words: string[], terminal: Terminal, environment?: Environment): Promise<0 | 1 | 2> {
  const [name, ...rest] = words
  if (name === '--help' || name === 'help') return say(terminal, help())
  const command = commands.find((one) => one.name === name)
  if (command === undefined) return refuse(terminal, name === undefined ? 'which command?' : `${name}: unknown command`)
  if (rest.includes('--help')) return say(terminal, helpOf(command))
  const unknown = rest.find((word) => !word.startsWith('--') || !Object.hasOwn(command.flags, word.slice(2)))
  if (unknown !== undefined) return refuse(terminal, `${command.name}: ${unknown}: unknown option`)
  const flags: Flags = Object.fromEntries(rest.map((word) => [word.slice(2), true]))
  return runCommand(command, flags, terminal, environment)
}

async function runCommand(command: Command, flags: Flags, terminal: Terminal, environment?: Environment) {
  try {
    return await command.run(environment, flags, terminal)
  } catch (error) {
    if (error instanceof InvalidConfig) terminal.warn(error.message)
    else if (error instanceof SettingsError) terminal.warn(explain(error))
    // Another error may carry a request with its token: only its kind is told.
    else terminal.warn(`${command.name} failed: ${error instanceof Error ? error.name : 'unknown error'}`)
    return 1
  }
}

function say(terminal: Terminal, lines: string[]): 0 {
  for (const line of lines) terminal.print(line)
  return 0
}

function refuse(terminal: Terminal, reason: string): 2 {
  terminal.warn(`kintone: ${reason}. See --help.`)
  return 2
}

const help = () => [
  'bun run kintone COMMAND [OPTIONS]',
  '',
  ...commands.map(({ name, summary }) => `  ${name.padEnd(8)} ${summary}`),
  '',
  'COMMAND --help lists its options. Exit codes: 0 fine, 1 differences or failure, 2 wrong command line.',
  'The apps and tokens are those of the portal (.env.example). KINTONE_USERNAME and KINTONE_PASSWORD, of a person who',
  'may administer the apps, are needed to change settings, unless the tokens may.',
]

const helpOf = ({ name, summary, flags }: Command) => [
  `bun run kintone ${name} [OPTIONS]: ${summary}`,
  '',
  ...Object.entries(flags).map(([flag, meaning]) => `  --${flag.padEnd(14)} ${meaning}`),
]
