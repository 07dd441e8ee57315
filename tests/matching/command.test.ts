import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import jobs from '../../sandbox/seed/jobs.json'
import talents from '../../sandbox/seed/talents.json'
import { type Sandbox, startSandbox } from '../../sandbox/start'
import { openStaff } from '../support/staff'

let environment: Record<string, string> = {}

async function run(input: string, ...options: string[]) {
  const command = Bun.spawn(['bun', `${import.meta.dir}/../../src/matching/main.ts`, ...options], {
    env: { PATH: Bun.env.PATH ?? '', ...environment },
    stdin: new Blob([input]),
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [stdout, stderr] = await Promise.all([new Response(command.stdout).text(), new Response(command.stderr).text()])
  return { code: await command.exited, stdout, stderr }
}

test('the command scores every pair and says what it read', async () => {
  const input = { now: '2026-11-22', jobs: jobs.slice(0, 3), talents: talents.slice(0, 2) }
  const { code, stdout, stderr } = await run(JSON.stringify(input))
  const answer = JSON.parse(stdout)
  expect({ code, stderr, engine: answer.engine, pairs: answer.pairs.length }).toEqual({
    code: 0,
    stderr: '',
    engine: 'rules-3',
    pairs: 6,
  })
  expect(Object.keys(answer.pairs[0]).sort()).toEqual(
    ['blockers', 'can', 'high', 'jobId', 'low', 'requirements', 'score', 'talentId', 'want'].sort(),
  )
  expect(Object.keys(answer.pairs[0].requirements[0]).sort()).toEqual(['evidence', 'kind', 'text', 'verdict'])
})

test('the command answers the same bytes twice', async () => {
  const input = JSON.stringify({ now: '2026-11-22', jobs: jobs.slice(0, 5), talents })
  expect((await run(input)).stdout).toBe((await run(input)).stdout)
})

test('malformed input is refused with one clear line and exit 2', async () => {
  const refused = [
    'not json',
    '[]',
    '{"now":"yesterday","jobs":[],"talents":[]}',
    '{"now":"2026-11-22","jobs":{},"talents":[]}',
    '{"now":"2026-11-22","jobs":[{"案件名":{"value":"x"}}],"talents":[]}',
    '{"now":"2026-11-22","jobs":[],"talents":[3]}',
  ]
  for (const input of refused) {
    const { code, stdout, stderr } = await run(input)
    expect({ input, code, stdout, lines: stderr.trim().split('\n').length }).toEqual({
      input,
      code: 2,
      stdout: '',
      lines: 1,
    })
  }
})

describe('with --gemini', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 'empty' })
    environment = { GEMINI_API_KEY: 'a key', GEMINI_BASE_URL: sandbox.startLine.gemini.baseUrl }
  })
  afterAll(async () => {
    environment = {}
    await sandbox.stop()
  })
  type Pair = { score: number | null; requirements: { verdict: string }[] }
  const pairsOf = (stdout: string): Pair[] => JSON.parse(stdout).pairs
  const input = JSON.stringify({ now: '2026-11-22', jobs: jobs.slice(0, 25), talents: talents.slice(0, 3) })

  test('the best pairs are judged a second time, within fifteen points of the rules', async () => {
    const [rules, judged] = await Promise.all([run(input), run(input, '--gemini')])
    expect(judged).toMatchObject({ code: 0, stderr: '' })
    const before = pairsOf(rules.stdout)
    const moves = pairsOf(judged.stdout).map(({ score }, at) => Math.abs((score ?? 0) - (before[at]?.score ?? 0)))
    expect(moves.some((move) => move > 0)).toBe(true)
    expect(Math.max(...moves)).toBeLessThanOrEqual(15)
  })

  test('what fails is told and leaves what the rules say', async () => {
    await openStaff(sandbox).arm({ name: 'gemini-unavailable' })
    const [rules, judged] = [await run(input), await run(input, '--gemini')]
    await openStaff(sandbox).disarm()
    expect(judged.code).toBe(0)
    expect(judged.stdout).toBe(rules.stdout)
    expect(judged.stderr).toContain("gemini: 503; the rules' word stands")
  })

  test('no key is said so', async () => {
    const key = environment
    environment = {}
    const { code, stdout, stderr } = await run(input, '--gemini')
    environment = key
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('GEMINI_API_KEY is missing')
  })
})
