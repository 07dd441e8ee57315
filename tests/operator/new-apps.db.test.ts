import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { KintoneRestAPIClient } from '@kintone/rest-api-client'
import type { Config, KintoneAppName } from '../../src/config'
import { appNames } from '../../src/services/kintone/settings/schemas'
import { read } from '../support/browser'
import { hanako } from '../support/cast'
import { eventually } from '../support/eventually'
import { openTestPortal, type TestPortal } from '../support/portal'
import { register } from '../support/register'
import { jobFields } from '../support/staff'
import { command, type Environment, type Said } from './cast'

let portal: TestPortal
let client: KintoneRestAPIClient
let environment: Environment
let said: Said
let ids: Record<string, string>

beforeAll(async () => {
  portal = await openTestPortal({
    apps: async ({ startLine: { kintone } }) => {
      const auth = { username: kintone.user.name, password: kintone.user.password }
      client = new KintoneRestAPIClient({ baseUrl: kintone.baseUrl, auth, proxy: false })
      environment = {
        KINTONE_BASE_URL: kintone.baseUrl,
        KINTONE_USERNAME: auth.username,
        KINTONE_PASSWORD: auth.password,
      }
      said = await command('apply --yes --create-beside', environment)
      ids = Object.fromEntries(appNames.map((name) => [name, numberOf(said.out, name)]))
      return Object.fromEntries(
        appNames.map((name) => [name, { id: ids[name], token: tokenOf(name) }]),
      ) as unknown as Config['kintone']['apps']
    },
  })
})
afterAll(() => portal.stop())

const numberOf = (out: string, name: KintoneAppName) =>
  new RegExp(`^KINTONE_${name.toUpperCase()}_APP_ID=(\\d+)$`, 'm').exec(out)?.[1] ?? ''
/** What the person makes by hand then. */
const tokenOf = (name: KintoneAppName) => `sandbox-app-${ids[name]}-token`
const filledIn = (): Environment => ({
  KINTONE_BASE_URL: environment.KINTONE_BASE_URL,
  ...Object.fromEntries(
    appNames.flatMap((name) => [
      [`KINTONE_${name.toUpperCase()}_APP_ID`, ids[name]],
      [`KINTONE_${name.toUpperCase()}_API_TOKEN`, tokenOf(name)],
    ]),
  ),
})
const inKintone = async (name: KintoneAppName) =>
  (await client.record.getRecords({ app: ids[name] ?? '' })).records as unknown as Record<string, { value: string }>[]

describe('an empty kintone', () => {
  test('gets the six apps, and the operator what is left to do', async () => {
    expect([said.code, said.errors]).toEqual([1, ''])
    expect(new Set(Object.values(ids)).size).toBe(6)
    expect(said.out).toContain('create the app 応募履歴 with all its fields')
    expect(said.out).toContain('The API tokens have to be made by hand in each app')
    expect(said.out).toContain(
      'In 人材: 設定 > APIトークン > 生成する, tick レコード閲覧, レコード追加, レコード編集, save, アプリを更新, and put it into KINTONE_TALENT_API_TOKEN.',
    )
    expect(said.out).toContain('What is left:')
    expect(said.out).toContain('Differences: 6; 6 of them break the portal. apply can mend 0; 6 are for a person.')
    const { apps } = await client.app.getApps({ ids: Object.values(ids) })
    expect(apps.map(({ name }) => name).sort()).toEqual(
      ['人材', '案件', '応募履歴', 'レコメンド', '問い合わせ・退会', 'お知らせ'].sort(),
    )
  })

  test('is what the portal needs, once the numbers and tokens are filled in', async () => {
    expect(await command('doctor --verbose', filledIn())).toEqual({
      code: 0,
      out: 'kintone is as the portal needs it.',
      errors: '',
    })
  })

  test('does not get its apps twice because the numbers are not set', async () => {
    const { code, errors } = await command('apply --yes', environment)
    expect(code).toBe(1)
    expect(errors).toContain(`kintone has an app 人材 already (1, ${ids.talent}): set KINTONE_TALENT_APP_ID`)
    const { apps } = await client.app.getApps({})
    expect(apps).toHaveLength(12)
  })

  test('is one the portal runs on: jobs are listed, candidates saved, applications sent', async () => {
    await client.record.addRecord({ app: ids.job ?? '', record: jobFields('N-1') })
    await portal.portal.synchronise()
    const browser = await register(portal, hanako)
    expect(await read(await browser.get('/jobs'))).toContain('N-1の開発')
    expect((await inKintone('talent'))[0]?.メールアドレス?.value).toBe(hanako.email)
    expect((await browser.post('/jobs/N-1/application', { message: 'お願いします' })).status).toBe(303)
    const [application] = await eventually('the application in kintone', async () => {
      const records = await inKintone('application')
      return records.length > 0 && records
    })
    expect(application?.案件名?.value).toBe('N-1の開発')
  })
})
