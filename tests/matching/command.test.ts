import { expect, test } from 'bun:test'
import jobs from '../../sandbox/seed/jobs.json'
import talents from '../../sandbox/seed/talents.json'

async function run(input: string, ...options: string[]) {
  const command = Bun.spawn(['bun', `${import.meta.dir}/../../src/matching/main.ts`, ...options], {
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
    engine: 'rules-2',
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

test('stage 2 is refused clearly while it does not exist', async () => {
  const { code, stderr } = await run('{"now":"2026-11-22","jobs":[],"talents":[]}', '--gemini')
  expect(code).toBe(2)
  expect(stderr).toContain('stage 2 is not built yet')
})
