import { apply } from './apply'
import type { Command, CommandLine, Environment, ExitCode, Terminal } from './command'
import { doctor } from './doctor'
import { explainFailure } from './failure'
import { replay } from './replay'
import { resync } from './resync'
import { status } from './status'

/** In the order of the help. */
const commands: Command[] = [status, replay, resync, doctor, apply]

/** One operator's command from its words to its exit code: 0 fine, 1 needs a person, 2 wrong command line. */
export async function run(words: string[], terminal: Terminal, environment?: Environment): Promise<ExitCode> {
  const [name, ...rest] = words
  if (name === '--help' || name === 'help') return say(terminal, help())
  const command = commands.find((one) => one.name === name)
  if (command === undefined) return refuse(terminal, name === undefined ? 'which command?' : `${name}: unknown command`)
  if (rest.includes('--help')) return say(terminal, helpOf(command))
  const line = parse(command, rest)
  if ('unknown' in line) return refuse(terminal, `${command.name}: ${line.unknown}: unknown option`)
  return runCommand(command, line, { terminal, environment })
}

function parse(command: Command, rest: string[]): CommandLine | { unknown: string } {
  const isOption = (word: string) => word.startsWith('-') || command.words === undefined
  const options = rest.filter(isOption)
  const unknown = options.find((word) => !word.startsWith('--') || !Object.hasOwn(command.flags, word.slice(2)))
  if (unknown !== undefined) return { unknown }
  const flags = Object.fromEntries(options.map((word) => [word.slice(2), true]))
  return { flags, words: rest.filter((word) => !isOption(word)) }
}

type Surroundings = { terminal: Terminal; environment: Environment | undefined }

async function runCommand(command: Command, line: CommandLine, { terminal, environment }: Surroundings) {
  try {
    return await command.run(environment, line, terminal)
  } catch (error) {
    terminal.warn(`${command.name}: ${explainFailure(error)}`)
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
  'COMMAND --help lists its options. Exit codes: 0 fine, 1 something needs a person, 2 wrong command line.',
  'The apps and tokens are those of the portal (.env.example). KINTONE_USERNAME and KINTONE_PASSWORD, of a person who',
  'may administer the apps, are needed to change settings, unless the tokens may.',
]

const helpOf = ({ name, summary, flags, words }: Command) => [
  `bun run kintone ${name} [OPTIONS]${words === undefined ? '' : ` [${words}]`}: ${summary}`,
  '',
  ...Object.entries(flags).map(([flag, meaning]) => `  --${flag.padEnd(14)} ${meaning}`),
]
