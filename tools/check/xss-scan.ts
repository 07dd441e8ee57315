import { join } from 'node:path'
import type { Check } from './check'
import { root, runCommand } from './command'

const scan = (...files: string[]) =>
  runCommand([
    process.execPath,
    'tools/xss/scan.ts',
    '--project',
    join(root, 'tools', 'xss', 'tsconfig.json'),
    ...files,
  ])

const fixture = 'tests/fixtures/unescaped.tsx'
/** Fewer than these and the scan looked at the wrong folder. */
const minimumFiles = 10

/**
 * Values in markup without `safe`. The scanner ends with 0 when it crashes, so its words are asked for:
 * it must find the mistake in the fixture and must say how many files it found clean.
 */
export const xssScan: Check = {
  name: 'xss-scan',
  run: async () => {
    const [bad, real] = await Promise.all([scan(fixture), scan()])
    if (bad.code !== 1 || !bad.output.includes('K601')) {
      return { problems: [`The scan does not find the mistake in ${fixture}:\n${bad.output}`] }
    }
    const files = Number(/No XSS vulnerabilities found in (\d+) files/.exec(real.output)?.[1] ?? 0)
    if (real.code !== 0 || files < minimumFiles) return { problems: [real.output || 'The scan said nothing.'] }
    return { problems: [], note: `${files} files` }
  },
}
