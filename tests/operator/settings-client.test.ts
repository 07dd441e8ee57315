import { afterAll, beforeAll, expect, test } from 'bun:test'
import { Type } from '@sinclair/typebox'
import { readOperatorConfig } from '../../src/config'
import { type Draft, openDraft } from '../../src/operator/drafts'
import { mendDraft } from '../../src/operator/mend-draft'
import { schemas } from '../../src/services/kintone/settings/schemas'
import { openSettings, type SettingsClient, SettingsError } from '../../src/services/kintone/settings/settings-client'
import { type Agency, openAgency } from './cast'

let agency: Agency
beforeAll(async () => {
  agency = await openAgency()
})
afterAll(() => agency.sandbox.stop())

const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

test('no failure carries a token or a password, however it is printed', async () => {
  const { baseUrl } = agency.sandbox.startLine.kintone
  const token = 'token-that-must-stay-secret'
  const password = 'password-that-must-stay-secret'
  const clients = [
    openSettings(baseUrl, { tokens: [token] }),
    openSettings(baseUrl, { username: 'sandbox-staff', password }),
    openSettings('http://localhost:1', { tokens: [token] }),
    openSettings('http://localhost:1', { username: 'sandbox-staff', password }),
  ]
  for (const client of clients) {
    // Somebody types the token where something else belongs, and kintone repeats it.
    for (const query of ['', `${token} = "${password}"`]) {
      const error = await errorOf(client.call('probe', Type.Unknown(), (it) => it.record.getRecords({ app: 1, query })))
      expect(error).toBeInstanceOf(SettingsError)
      const printed = [String(error), Bun.inspect(error), JSON.stringify(error), (error as Error).stack].join()
      for (const secret of [token, password, Buffer.from(`sandbox-staff:${password}`).toString('base64')])
        expect(printed).not.toContain(secret)
    }
  }
})

test('what kintone says is repeated, without a secret that stands in it', async () => {
  const { baseUrl } = agency.sandbox.startLine.kintone
  const client = openSettings(baseUrl, { tokens: ['sandbox-job-token'] })
  const query = '作成者 in ("sandbox-job-token")'
  const error = await errorOf(client.call('probe', Type.Unknown(), (it) => it.record.getRecords({ app: 2, query })))
  expect(error).toMatchObject({
    failure: 'refused',
    code: 'GAIA_IL26',
    said: '指定したユーザー（code：[secret]）が見つかりません。',
  })
})

test('whoever changes the settings between our look and our write makes ours a conflict', async () => {
  await agency.drop('job', '最寄駅', '環境')
  const config = readOperatorConfig(agency.environment('person'))
  const { revision } = await agency.client.app.getFormFields({ app: agency.id('job') })
  const inspection = { revisions: { job: revision }, appIds: {} }
  const draft = await openDraft(config, 'job', inspection)
  expect(draft.origin).toBe('clean')
  const properties = { 他: { type: 'SINGLE_LINE_TEXT' as const, code: '他', label: '他' } }
  await agency.client.app.addFormFields({ app: agency.id('job'), properties })
  const error = await errorOf(mendDraft(draft, { appIds: {}, byHand: [] }, () => {}))
  expect(error).toMatchObject({ failure: 'conflict', code: 'GAIA_CO03' })
  expect((await openDraft(config, 'job', inspection)).origin).toBe('changed')
})

test('a lookup that kintone will not change is left, and the rest is sent', async () => {
  const { 次の対応: _, ...present } = schemas.application.properties
  const plain = { type: 'SINGLE_LINE_TEXT', code: '案件ID', label: '案件ID', required: false }
  const form = { properties: { ...present, 案件ID: plain }, revision: '7' }
  const operations: string[] = []
  const client: SettingsClient = {
    call: async (operation) => {
      operations.push(operation)
      if (operation === 'form.change') throw new SettingsError(operation, 'refused', 'CB_VA01', '')
      return { revision: '8' } as never
    },
  }
  const draft: Draft = { name: 'application', id: '3', client, form, origin: 'clean' }
  const mended = await mendDraft(draft, { appIds: { job: '2' }, byHand: [] }, () => {})
  expect([operations, mended]).toEqual([['form.add', 'form.change'], { revision: '8', refusedLookups: ['案件ID'] }])
})
