// The operator's command line for the agency's kintone apps: `bun run kintone --help`.
import { createInterface } from 'node:readline/promises'
import { configureLog } from './log'
import type { Terminal } from './operator/command'
import { run } from './operator/run'

const terminal: Terminal = {
  print: (line) => void process.stdout.write(`${line}\n`),
  warn: (line) => void process.stderr.write(`${line}\n`),
  ask: process.stdin.isTTY ? ask : null,
  wait: Bun.sleep,
}

// The standard output is the answer's, which a script may read.
configureLog({ level: 'error', write: terminal.warn })

/** null when the person ends the input instead of answering. */
async function ask(question: string): Promise<string | null> {
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  try {
    const closed = new Promise<null>((resolve) => lines.once('close', () => resolve(null)))
    return await Promise.race([lines.question(question), closed])
  } finally {
    lines.close()
  }
}

process.exit(await run(process.argv.slice(2), terminal))
