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

/** One run of bun test, shown as it comes. A run that fails without a failing test, or that tests nothing, counts as one failure. */
export async function runLeg({ name, arguments: args, env }: Leg): Promise<Counts> {
  process.stdout.write(`\n── ${name}\n`)
  const report = join(tmpdir(), `proworks-${process.pid}-${crypto.randomUUID()}.xml`)
  const reporting = ['--only-failures', '--reporter=junit', `--reporter-outfile=${report}`]
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
  const counts = readCounts(report)
  if (counts.passed + counts.failed === 0) process.stdout.write(`${name}: not one test ran.\n`)
  const isUncounted = counts.failed === 0 && (code !== 0 || counts.passed === 0)
  return isUncounted ? { ...counts, failed: 1 } : counts
}

/** The totals stand in the report's outermost element. */
export function parseCounts(report: string): Counts {
  const totals = /<testsuites\b[^>]*>/.exec(report)?.[0] ?? ''
  const read = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(totals)?.[1] ?? 0)
  const failed = read('failures') + read('errors')
  const skipped = read('skipped')
  return { passed: read('tests') - failed - skipped, failed, skipped }
}

function readCounts(file: string): Counts {
  try {
    return parseCounts(readFileSync(file, 'utf8'))
  } catch {
    return noCounts
  } finally {
    rmSync(file, { force: true })
  }
}

/** The last line of bin/test. */
export const closingLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
