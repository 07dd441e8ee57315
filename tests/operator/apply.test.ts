import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { type Agency, brief, command, diagnose, type Environment, openAgency } from './cast'
import { plants } from './plants'

const secrets = ['sandbox-password', 'sandbox-talent-token', 'sandbox-talent-admin-only']

let agency: Agency
beforeEach(async () => {
  agency = await openAgency()
})
afterEach(() => agency.sandbox.stop())

const apply = (line = 'apply --yes', environment: Environment = agency.environment('person')) =>
  command(line, environment)
const form = async (app: Parameters<Agency['id']>[0], preview = false) =>
  (await agency.client.app.getFormFields({ app: agency.id(app), preview })).properties
const text = { type: 'SINGLE_LINE_TEXT' }

describe('each difference is mended, or left with what a person has to do', () => {
  for (const { what, plant, finding, mend } of plants)
    test(what, async () => {
      const wrong = (await plant(agency)) as Environment
      const environment = { ...agency.environment('person'), ...wrong }
      await agency.changesMade()
      const { code, out } = await apply('apply --yes', environment)
      const made = await agency.changesMade()
      expect(Object.keys(made).length > 0).toBe(mend === 'apply')
      expect((await diagnose(environment)).map(brief)).toEqual(mend === 'apply' ? [] : [finding])
      expect(code).toBe(mend === 'apply' ? 0 : 1)
      for (const secret of secrets) expect(out).not.toContain(secret)
      const again = await apply('apply --yes', environment)
      expect([again.code, await agency.changesMade()]).toEqual([code, {}])
    })
})

describe('a kintone with many differences', () => {
  test('is mended with one deploy, and keeps what is staff’s own', async () => {
    await agency.add('talent', '社内メモ', text)
    const options = Object.fromEntries(
      ['土日のみ', '週5', '週1'].map((label, index) => [label, { label, index: `${index}` }]),
    )
    await agency.change('talent', '希望勤務日数', { options })
    await agency.drop('talent', '資格表', '電話番号')
    await agency.drop('application', '案件ID', '案件名')
    await agency.change('job', '案件ID', { unique: false })
    await agency.changesMade()
    const { code, out } = await apply()
    expect(code).toBe(0)
    expect(out).toContain('人材, 電話番号: add a field SINGLE_LINE_TEXT')
    expect(await agency.changesMade()).toMatchObject({ 'POST /k/v1/preview/app/deploy.json': 1 })
    const { 希望勤務日数, 社内メモ } = await form('talent')
    const kept = Object.values((希望勤務日数 as { options: Record<string, { label: string; index: string }> }).options)
    expect(kept.sort((a, b) => Number(a.index) - Number(b.index)).map(({ label }) => label)).toEqual([
      ...['土日のみ', '週5', '週1', '週2', '週3', '週4', '案件条件に従う'],
    ])
    expect(社内メモ).toBeDefined()
    expect((await form('application')).案件ID).toHaveProperty('lookup.relatedApp.app', agency.id('job'))
  })

  test('is mended as far as possible when values repeat, and says which records they are in', async () => {
    await agency.change('recommendation', '推薦キー', { unique: false })
    const value = { 推薦キー: { value: 'k' } }
    await agency.client.record.addRecords({ app: agency.id('recommendation'), records: [value, value] })
    await agency.drop('talent', '電話番号')
    const { code, out } = await apply()
    expect([code, (await diagnose(agency.environment())).map(brief)]).toEqual([
      1,
      ['recommendation.推薦キー not-unique'],
    ])
    expect(out).toContain('Records 2, 1 share values')
    await agency.client.record.deleteRecords({ app: agency.id('recommendation'), ids: ['1'] })
    expect((await apply()).code).toBe(0)
  })
})

describe('a lookup whose source is not as it should be', () => {
  test('waits until its key can be unique, without holding up the rest', async () => {
    await agency.drop('application', '案件ID', '次の対応')
    await agency.change('job', '案件ID', { unique: false })
    const job = { 案件ID: { value: 'J' }, 案件名: { value: '案件' } }
    await agency.client.record.addRecords({ app: agency.id('job'), records: [job, job] })
    await agency.add('application', '案件ID', text)
    const { out } = await apply()
    expect(out).toContain('First the field it looks up by must be unique in its app; then run apply.')
    expect((await diagnose(agency.environment())).map(brief)).toEqual([
      'job.案件ID not-unique',
      'application.案件ID no-lookup',
    ])
    expect(await form('application')).toHaveProperty('次の対応')
  })

  test('does not keep its app from being mended, also when the source’s token is wrong', async () => {
    await agency.drop('application', '次の対応')
    const environment = {
      ...agency.environment(),
      KINTONE_JOB_API_TOKEN: 'misspelt',
      KINTONE_APPLICATION_API_TOKEN: 'sandbox-application-admin-only',
    }
    expect((await apply('apply --yes', environment)).out).toContain('Deployed.')
    expect(await form('application')).toContainKeys(['次の対応', '案件ID'])
    expect((await form('application')).案件ID).toHaveProperty('lookup.relatedKeyField', '案件ID')
  })
})

describe('nothing happens without consent', () => {
  beforeEach(() => agency.drop('talent', '電話番号'))

  for (const [answer, isChanged] of [
    ['n', false],
    ['', false],
    ['y', true],
    ['yes', true],
  ] as const)
    test(`the answer 「${answer}」`, async () => {
      await agency.changesMade()
      const { code } = await command('apply', agency.environment('person'), answer)
      expect([code, Object.keys(await agency.changesMade()).length > 0]).toEqual([isChanged ? 0 : 1, isChanged])
    })

  test('a script must say --yes', async () => {
    await agency.changesMade()
    for (const line of ['apply', 'apply --json'])
      expect([(await apply(line)).code, await agency.changesMade()]).toEqual([2, {}])
    expect(JSON.parse((await apply('apply --yes --json')).out)).toMatchObject({
      change: { outcome: 'deployed' },
      isFine: true,
    })
    expect(JSON.parse((await apply('apply --yes --json')).out).change).toEqual({ outcome: 'nothing-to-do' })
  })
})

describe('what others are changing', () => {
  const other = () =>
    agency.client.app.addFormFields({
      app: agency.id('talent'),
      properties: { 下書き: { type: 'SINGLE_LINE_TEXT', code: '下書き', label: '下書き' } },
    })
  beforeEach(async () => {
    await agency.drop('talent', '電話番号')
    await agency.drop('job', '最寄駅')
  })

  test('is not deployed, also when they begin while the plan is being read', async () => {
    const { code, out } = await command('apply', agency.environment('person'), async () => {
      await other()
      return 'y'
    })
    expect(code).toBe(1)
    expect(out).toContain('Nothing was done: somebody has changed settings of 人材')
    expect(await form('talent')).not.toHaveProperty('下書き')
    expect(await form('job', true)).not.toHaveProperty('最寄駅')
    expect(await form('talent', true)).not.toHaveProperty('電話番号')
  })

  test('is deployed with ours when that is asked for', async () => {
    await other()
    expect((await apply('apply --yes --include-draft')).code).toBe(0)
    expect(await form('talent')).toContainKeys(['下書き', '電話番号'])
  })
})

describe('a deploy that does not succeed', () => {
  beforeEach(() => agency.drop('talent', '電話番号'))

  test('is taken back, so that nobody deploys our half by accident', async () => {
    const secondKey = { code: 'auth_user_id', label: 'auth_user_id', ...text }
    await agency.change('talent', 'auth_user_id', { unique: false })
    const record = { auth_user_id: { value: 'u' }, メールアドレス: { value: 'u@example.com' } }
    await agency.client.record.addRecords({ app: agency.id('talent'), records: [record, record] })
    // A token that may not view records cannot see that the values repeat.
    const environment = { ...agency.environment(), KINTONE_TALENT_API_TOKEN: 'sandbox-talent-admin-only' }
    const { code, out } = await apply('apply --yes', environment)
    expect(code).toBe(1)
    expect(out).toContain(
      'The changes were not deployed. kintone ended the deploy: FAIL. It takes none of the apps then.',
    )
    expect(await form('talent', true)).toMatchObject({ auth_user_id: { ...secondKey, unique: false } })
    expect(await form('talent', true)).not.toHaveProperty('電話番号')
    for (const secret of secrets) expect(out).not.toContain(secret)
  })

  test('is said when it was cancelled', async () => {
    await agency.arm('kintone-deploy-cancelled')
    expect((await apply()).out).toContain('kintone ended the deploy: CANCEL.')
  })

  test('is not waited for longer than two minutes', async () => {
    await agency.arm('kintone-deploy-processing')
    const { code, out } = await apply()
    expect([code, out.includes('still deploying them')]).toEqual([1, true])
  })
})

describe('who may change settings', () => {
  beforeEach(() => agency.drop('talent', '電話番号'))

  test('tokens with アプリ管理 may', async () => {
    const environment = { ...agency.environment(), KINTONE_TALENT_API_TOKEN: 'sandbox-talent-admin-only' }
    await apply('apply --yes', environment)
    expect(await form('talent')).toHaveProperty('電話番号')
  })

  test('the portal’s tokens may not, and apply says who may', async () => {
    const { code, out } = await apply('apply --yes', agency.environment())
    expect(code).toBe(1)
    expect(out).toContain('kintone does not allow form.read (GAIA_NO01). Settings are changed by a person who may')
  })
})
