import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../check/command'

export type Counts = { passed: number; failed: number; skipped: number }
export type Leg = { name: string; arguments: string[]; env: Record<string, string> }

/** For slow machines: a bound, not an expectation. */
const bounds = ['--timeout=120000']

export const noCounts: Counts = { passed: 0, failed: 0, skipped: 0 }

export const sum = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
})

/** What a run found; `files` are the counts of each file, by its path. */
type Report = { counts: Counts; files: Map<string, Counts> }

/** Files that may be tried again. That more of them failed is no accident. */
const mostSecondTries = 3

/**
 * One run of bun test, shown as it comes. A run that fails without a failing test, or that tests nothing, counts as one
 * failure, and so does each file of a failed run that was named and never reported. Files that failed beside the others
 * are tried once more by themselves, with `triesAgain`; `unsteady` are those that passed then, which somebody should look
 * at.
 */
export async function runLeg(leg: Leg, { triesAgain = false } = {}): Promise<Counts & { unsteady: string[] }> {
  process.stdout.write(`\n── ${leg.name}\n`)
  const first = await runOnce(leg.name, leg)
  const failed = failedFiles(first)
  const isWorthIt = triesAgain && failed.length > 0 && failed.length <= mostSecondTries
  if (!isWorthIt) return { ...first.counts, unsteady: [] }
  process.stdout.write(`\n── ${leg.name}, again and by themselves: ${failed.join(' ')}\n`)
  const second = await runOnce(leg.name, { ...leg, arguments: ['--isolate', ...failed.map((file) => `./${file}`)] })
  const unsteady = failed.filter((file) => second.files.get(file)?.failed === 0)
  return { ...afterSecondTry(first, second), unsteady: unsteady.map((file) => `${file} (${leg.name})`) }
}

/** The files that failed, when they are all that did. */
function failedFiles({ counts, files }: Report): string[] {
  const failed = [...files].filter(([, { failed }]) => failed > 0)
  const ofFiles = failed.reduce((count, [, { failed }]) => count + failed, 0)
  return ofFiles === counts.failed ? failed.map(([file]) => file) : []
}

/** The first run's counts, with the second's for the files that it ran. */
export function afterSecondTry(first: Report, second: Report): Counts {
  const replaced = [...first.files].filter(([, { failed }]) => failed > 0)
  const kept = replaced.reduce((counts, [, file]) => difference(counts, file), first.counts)
  return sum(kept, second.counts)
}

const difference = (a: Counts, b: Counts): Counts => ({
  passed: a.passed - b.passed,
  failed: a.failed - b.failed,
  skipped: a.skipped - b.skipped,
})

async function runOnce(name: string, { arguments: args, env }: Pick<Leg, 'arguments' | 'env'>): Promise<Report> {
  const file = join(tmpdir(), `proworks-${process.pid}-${crypto.randomUUID()}.xml`)
  const reporting = ['--only-failures', '--reporter=junit', `--reporter-outfile=${file}`]
  const child = Bun.spawn(
    [process.execPath, '--no-env-file', 'test', '--no-orphans', ...bounds, ...reporting, ...args],
    {
      cwd: root,
      env: { ...Bun.env, ...env, NODE_ENV: 'test' },
      stdin: 'ignore',
      stdout: 'inherit',
      stderr: 'inherit',
    },
  )
  const code = await child.exited
  const report = readReport(file)
  const missing = code === 0 ? [] : unreported(report, args)
  if (missing.length > 0) process.stdout.write(`${name}: nothing was reported of ${missing.join(' ')}\n`)
  const { passed, failed } = report.counts
  if (passed + failed === 0) process.stdout.write(`${name}: not one test ran.\n`)
  const isUncounted = failed === 0 && (code !== 0 || passed === 0)
  const counted = failed + missing.length
  return { ...report, counts: { ...report.counts, failed: isUncounted ? Math.max(counted, 1) : counted } }
}

/**
 * Files that were named and are not in the report: those that could not be loaded, and those that were left out because
 * the runner itself broke down.
 */
export const unreported = ({ files }: Report, args: string[]): string[] =>
  args.filter((arg) => arg.startsWith('./') && arg.endsWith('.ts') && !files.has(arg.slice(2)))

/** The totals stand in the report's outermost element, a file's in one that is named like the file. */
export function parseReport(report: string): Report {
  const totals = /<testsuites\b[^>]*>/.exec(report)?.[0] ?? ''
  const files = [...report.matchAll(/<testsuite name="([^"]+)" file="\1"[^>]*>/g)]
  return { counts: countsOf(totals), files: new Map(files.map(([element, file]) => [String(file), countsOf(element)])) }
}

function countsOf(element: string): Counts {
  const read = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(element)?.[1] ?? 0)
  const failed = read('failures') + read('errors')
  const skipped = read('skipped')
  return { passed: read('tests') - failed - skipped, failed, skipped }
}

function readReport(file: string): Report {
  try {
    return parseReport(readFileSync(file, 'utf8'))
  } catch {
    return { counts: noCounts, files: new Map() }
  } finally {
    rmSync(file, { force: true })
  }
}

/** The last line of bin/test. */
export const closingLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
