import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test'
import { type Agency, brief, command, diagnose, type Environment, openAgency } from './cast'
import { plants } from './plants'

describe('each of the planted differences is found, and nothing else', () => {
  for (const { what, plant, finding, severity, mend } of plants)
    test(what, async () => {
      const agency = await openAgency()
      try {
        const wrong = (await plant(agency)) as Environment
        const found = await diagnose({ ...agency.environment(), ...wrong })
        expect(found.map((one) => [brief(one), one.severity, one.canApplyMend ? 'apply' : 'hand'])).toEqual([
          [finding, severity, mend],
        ])
        expect(found[0]?.byHand === null || found[0]?.byHand !== '').toBe(true)
      } finally {
        await agency.sandbox.stop()
      }
    })
})

describe('an untouched kintone', () => {
  let agency: Agency
  beforeAll(async () => {
    agency = await openAgency()
  })
  afterEach(() => agency.disarm())
  afterAll(() => agency.sandbox.stop())

  test('is fine, with tokens and with a person', async () => {
    for (const environment of [agency.environment(), agency.environment('person')]) {
      expect(await command('doctor', environment)).toEqual({
        code: 0,
        out: 'kintone is as the portal needs it.',
        errors: '',
      })
      expect(JSON.parse((await command('doctor --json', environment)).out)).toMatchObject({
        isFine: true,
        findings: [],
      })
    }
  })

  test('is left without a trace', async () => {
    const { client, id } = agency
    const { id: record } = await client.record.addRecord({ app: id('inquiry'), record: {} })
    await agency.changesMade()
    await command('doctor', agency.environment())
    expect(await agency.changesMade()).toEqual({})
    const { records } = await client.record.getRecords({ app: id('inquiry') })
    expect(records.map(({ $id, $revision }) => [$id?.value, $revision?.value])).toEqual([[record, '1']])
    for (const app of ['talent', 'job', 'application', 'recommendation'] as const)
      expect((await client.record.getRecords({ app: id(app) })).records).toEqual([])
  })

  test('may lack the optional apps', async () => {
    const { out, code } = await command('doctor', {
      ...agency.environment(),
      KINTONE_INQUIRY_APP_ID: undefined,
      KINTONE_INQUIRY_API_TOKEN: undefined,
    })
    expect(code).toBe(0)
    expect(out).toContain('問い合わせ・退会 (inquiry) is not configured. It is optional.')
  })

  test('may have fields and options of staff’s own, which only --verbose lists', async () => {
    const own = await openAgency()
    await own.add('talent', '社内メモ', { type: 'MULTI_LINE_TEXT' })
    await own.add('talent', '社内区分', {
      type: 'DROP_DOWN',
      required: true,
      options: { 通常: { label: '通常', index: '0' } },
      defaultValue: '通常',
    })
    const quiet = await command('doctor', own.environment())
    expect([quiet.code, quiet.out]).toEqual([
      0,
      'kintone is as the portal needs it. Harmless: 2 (--verbose lists them).',
    ])
    expect((await command('doctor --verbose', own.environment())).out).toContain(
      '[harmless] 社内メモ: expected no such field; found MULTI_LINE_TEXT',
    )
    await own.sandbox.stop()
  })

  test('says what is wrong between us and kintone, never with a secret', async () => {
    const secrets = ['sandbox-talent-token', 'sandbox-job-token', 'sandbox-password', 'wrong-password']
    const cases: [Environment, string, string?][] = [
      [
        { ...agency.environment(), KINTONE_PASSWORD: 'wrong-password', KINTONE_USERNAME: 'sandbox-staff' },
        'KINTONE_PASSWORD',
      ],
      [{ ...agency.environment(), KINTONE_BASE_URL: 'http://localhost:1' }, 'could not be reached'],
      [{ ...agency.environment(), KINTONE_BASE_URL: 'http://kintone.example' }, 'is not https'],
      [{ ...agency.environment(), KINTONE_TALENT_APP_ID: '2' }, 'the same number'],
      [{ ...agency.environment(), KINTONE_USERNAME: 'sandbox-staff' }, 'go together'],
      [agency.environment(), '503', 'kintone-unavailable'],
      [agency.environment(), 'busy', 'kintone-rate-limit'],
      [agency.environment(), 'UNEXPECTED_ANSWER', 'kintone-invalid-json'],
      [agency.environment('person'), 'ECONNRESET', 'kintone-reset'],
    ]
    for (const [environment, message, fault] of cases) {
      if (fault) await agency.arm(fault)
      for (const line of ['doctor', 'doctor --json', 'apply --yes']) {
        const { code, out, errors } = await command(line, environment)
        expect([line, code, out]).toEqual([line, 1, ''])
        expect(errors).toContain(message)
        for (const secret of secrets) expect(errors).not.toContain(secret)
      }
      await agency.disarm()
    }
  })
})

describe('the command line', () => {
  const words: [string, 0 | 2, string][] = [
    ['--help', 0, 'doctor'],
    ['doctor --help', 0, '--verbose'],
    ['apply --help', 0, '--include-draft'],
    ['mend', 2, 'mend: unknown command'],
    ['doctor --all', 2, 'doctor: --all: unknown option'],
    ['apply', 2, 'no terminal'],
    ['apply --json', 2, 'needs --yes'],
    ['doctor constructor', 2, 'unknown option'],
  ]
  for (const [line, expected, message] of words)
    test(`${line} ends with ${expected}`, async () => {
      const { code, out, errors } = await command(line, { KINTONE_BASE_URL: 'https://example.cybozu.com' })
      expect(code).toBe(expected)
      expect(expected === 0 ? out : errors).toContain(message)
    })

  test('is a program, in the source and with nothing but its own settings', async () => {
    const child = Bun.spawn([process.execPath, '--no-env-file', 'src/kintone.ts', 'doctor'], {
      env: { PATH: Bun.env.PATH },
      stdout: 'pipe',
      stderr: 'pipe',
    })
    expect(await new Response(child.stderr).text()).toContain('KINTONE_BASE_URL is missing')
    expect(await child.exited).toBe(1)
  })
})
