// bin/check: everything that can be said about the code without running the portal.
import { assetBudgets } from './check/budgets'
import type { Check } from './check/check'
import { passes } from './check/command'
import { lockFile } from './check/lock-file'
import { markup } from './check/markup'
import { places } from './check/places'
import { secrets } from './check/secrets'
import { unfinished } from './check/unfinished'
import { xssScan } from './check/xss-scan'

const checks: Check[] = [
  { name: 'types', run: () => passes([process.execPath, 'node_modules/typescript/bin/tsc', '--noEmit']) },
  {
    name: 'lint and format',
    run: () => passes(['node_modules/.bin/biome', 'check', '--max-diagnostics=none', '--diagnostic-level=error']),
  },
  { name: 'layers', run: () => passes([process.execPath, 'test', './tests/architecture.test.ts']) },
  xssScan,
  secrets,
  places,
  lockFile,
  unfinished,
  markup,
  assetBudgets,
]

/** Runs all checks at once, one line for each, failures in full. */
export async function runChecks(): Promise<{ passed: number; failed: number }> {
  const results = await Promise.all(checks.map(runCheck))
  const passed = results.filter(Boolean).length
  return { passed, failed: results.length - passed }
}

async function runCheck({ name, run }: Check): Promise<boolean> {
  const startedAt = performance.now()
  const { problems, note } = await run().catch((error: unknown) => ({
    problems: [Bun.inspect(error)],
    note: undefined,
  }))
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
  const isGood = problems.length === 0
  const words = [isGood ? 'ok    ' : 'FAILED', name.padEnd(16), `${seconds} s`, isGood && note ? ` (${note})` : '']
  process.stdout.write(`${words.join(' ').trimEnd()}\n${problems.map((problem) => `${indent(problem)}\n`).join('')}`)
  return isGood
}

const indent = (text: string) => text.replace(/^(?=.)/gm, '    ')

if (import.meta.main) process.exit((await runChecks()).failed === 0 ? 0 : 1)
