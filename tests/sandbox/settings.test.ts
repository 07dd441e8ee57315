import { expect, test } from 'bun:test'
import { KintoneRestAPIClient } from '@kintone/rest-api-client'
import { builtInTypes, type Fields } from '../../sandbox/kintone/field'
import { portalAppId, portalAppNames } from '../../sandbox/kintone/portal-apps'
import { clientOf, control, job, refusal, staffClient, useSandbox } from './cast'

const sandbox = useSandbox()
const client = () => staffClient(sandbox())
const code = async (work: Promise<unknown>) => (await refusal(work)).code

type NewFields = Parameters<KintoneRestAPIClient['app']['addFormFields']>[0]['properties']

/** What a client may add; the rest every app has from the start. */
const ownFields = (properties: object): NewFields => {
  const own = Object.entries(properties as Fields).filter(([, { type }]) => !builtInTypes.has(type))
  return Object.fromEntries(own) as NewFields
}

async function build(name: string, properties: NewFields): Promise<string> {
  const { app } = client()
  const { app: id } = await app.addApp({ name })
  await app.addFormFields({ app: id, properties })
  await app.deployApp({ apps: [{ app: id }] })
  return id
}

test("each of the portal's six apps can be built anew through the API", async () => {
  const { app } = client()
  for (const name of portalAppNames) {
    const wanted = ownFields((await app.getFormFields({ app: portalAppId(name) })).properties)
    const id = await build(name, wanted)
    expect(ownFields((await app.getFormFields({ app: id })).properties)).toEqual(wanted)
  }
})

test('a layout is kept as it was put', async () => {
  const { app } = client()
  const id = await build('配置', { 名: { type: 'SINGLE_LINE_TEXT', code: '名', label: '名' } })
  const label = { type: 'LABEL' as const, label: '見出し', size: { width: '100' } }
  const layout = [
    { type: 'ROW' as const, fields: [label] },
    { type: 'ROW' as const, fields: [{ type: 'SINGLE_LINE_TEXT', code: '名', size: { width: '200' } }] },
  ]
  await app.updateFormLayout({ app: id, layout })
  expect((await app.getFormLayout({ app: id })).layout).not.toMatchObject(layout)
  await app.deployApp({ apps: [{ app: id }] })
  expect((await app.getFormLayout({ app: id })).layout).toMatchObject(layout)
})

test('settings that were thrown away change nothing', async () => {
  const { app } = client()
  const id = await build('戻す', { 名: { type: 'SINGLE_LINE_TEXT', code: '名', label: '名' } })
  await app.deleteFormFields({ app: id, fields: ['名'] })
  await app.deployApp({ apps: [{ app: id }], revert: true })
  expect((await app.getFormFields({ app: id })).properties).toHaveProperty('名')
})

test('a lookup may only search by a unique field', async () => {
  const lookup = {
    relatedApp: { app: '2', code: '' },
    relatedKeyField: '案件名',
    fieldMappings: [],
    lookupPickerFields: [],
    filterCond: '',
    sort: '',
  }
  const 参照 = { type: 'SINGLE_LINE_TEXT' as const, code: '参照', label: '参照', lookup }
  const error = await refusal(build('参照', { 参照 }))
  expect([error.status, error.code]).toEqual([400, 'GAIA_LO03'])
})

test('more than 300 apps cannot be deployed at once', async () => {
  const apps = Array.from({ length: 301 }, () => ({ app: 1 }))
  expect((await refusal(client().app.deployApp({ apps }))).code).toBe('GAIA_TO03')
})

test('there are no organisations to choose', async () => {
  const id = await build('組織', { 部署: { type: 'ORGANIZATION_SELECT', code: '部署', label: '部署' } })
  const record = { 部署: { value: [{ code: '営業' }] } }
  expect((await refusal(client().record.addRecord({ app: id, record }))).code).toBe('GAIA_IL28')
})

test('a lookup that fills a required field satisfies it, and an empty key clears it again', async () => {
  const lookup = {
    relatedApp: { app: '', code: 'PW_JOB' },
    relatedKeyField: '案件ID',
    fieldMappings: [{ field: '名', relatedField: '案件名' }],
    lookupPickerFields: [],
    filterCond: '',
    sort: '',
  }
  const text = (code: string) => ({ type: 'SINGLE_LINE_TEXT' as const, code, label: code })
  const id = await build('複写', { 鍵: { ...text('鍵'), lookup }, 名: { ...text('名'), required: true } })
  const { record } = client()
  await record.addRecord({ app: 2, record: job('L-1') })
  const { id: one } = await record.addRecord({ app: id, record: { 鍵: { value: 'L-1' } } })
  expect((await record.getRecord({ app: id, id: one })).record.名?.value).toBe('案件 L-1')
  const error = await refusal(record.updateRecord({ app: id, id: one, record: { 鍵: { value: '' } } }))
  expect(error.errors).toEqual({ 'record.名.value': { messages: ['必須です。'] } })
})

test('a state that names nobody belongs to the creator', async () => {
  const id = await build('工程', {})
  const states = { 未着手: { name: '未着手', index: '0' }, 完了: { name: '完了', index: '1' } }
  const actions = [{ name: '進める', from: '未着手', to: '完了' }]
  const { app, record } = client()
  await app.updateProcessManagement({ app: id, enable: true, states: states as never, actions })
  await app.deployApp({ apps: [{ app: id }] })
  const { id: one } = await record.addRecord({ app: id, record: {} })
  const worker = async () => (await record.getRecord({ app: id, id: one })).record.作業者?.value
  expect(await worker()).toEqual([{ code: 'sandbox-staff', name: '担当者' }])
  const move = (assignee?: string) =>
    record.updateRecordStatus({ app: id, id: one, action: '進める', ...(assignee && { assignee }) })
  expect((await refusal(move())).code).toBe('GAIA_SA01')
  expect((await move('sandbox-staff')).revision).toBe('3')
})

test('an old revision of the settings is refused', async () => {
  const { app } = client()
  const { app: id } = await app.addApp({ name: '設定' })
  const properties = { 担当: { type: 'USER_SELECT' as const, code: '担当', label: '担当' } }
  expect(await code(app.addFormFields({ app: id, properties, revision: 1 }))).toBe('GAIA_CO03')
  await app.addFormFields({ app: id, properties })
  await app.deployApp({ apps: [{ app: id }] })
  const somebody = { 担当: { value: [{ code: 'nobody' }] } }
  expect(await code(client().record.addRecord({ app: id, record: somebody }))).toBe('GAIA_IL26')
})

test('a process asks for the right assignee and obeys only them', async () => {
  const { app, record } = client()
  const { app: id } = await app.addApp({ name: '承認' })
  const user = (name: string) => [{ entity: { type: 'USER' as const, code: name } }]
  const states = {
    申請前: { name: '申請前', index: '0', assignee: { type: 'ONE' as const, entities: [] } },
    承認中: { name: '承認中', index: '1', assignee: { type: 'ONE' as const, entities: user('Administrator') } },
    完了: { name: '完了', index: '2', assignee: { type: 'ALL' as const, entities: [] } },
  }
  const actions = [
    { name: '申請', from: '申請前', to: '承認中' },
    { name: '承認', from: '承認中', to: '完了' },
    { name: '飛ばす', from: '申請前', to: '完了' },
  ]
  await app.updateProcessManagement({ app: id, enable: true, states, actions })
  await app.deployApp({ apps: [{ app: id }] })
  const { id: one } = await record.addRecord({ app: id, record: {} })
  const move = (action: string, assignee?: string) =>
    record.updateRecordStatus({ app: id, id: one, action, ...(assignee && { assignee }) })
  expect(await code(move('申請'))).toBe('GAIA_SA01')
  expect(await code(move('飛ばす', 'Administrator'))).toBe('GAIA_SA04')
  await move('申請', 'Administrator')
  expect(await code(move('承認'))).toBe('GAIA_NT01')
})

const text = (code: string, settings: Record<string, unknown> = {}) => ({
  [code]: { type: 'SINGLE_LINE_TEXT' as const, code, label: code, ...settings },
})
const tokenClient = (...tokens: string[]) =>
  new KintoneRestAPIClient({ baseUrl: sandbox().startLine.kintone.baseUrl, auth: { apiToken: tokens }, proxy: false })

test('a deploy is refused for all its apps while records share a value that shall be unique', async () => {
  const { app, record } = client()
  const [doubled, other] = [await build('重複', text('鍵')), await build('別', text('名'))]
  const value = { 鍵: { value: '同じ' } }
  const { ids } = await record.addRecords({ app: doubled, records: [value, value, {}, {}] })
  await app.updateFormFields({ app: doubled, properties: text('鍵', { unique: true }) })
  await app.addFormFields({ app: other, properties: text('新') })
  const apps = [doubled, other]
  const deploy = async () => {
    await app.deployApp({ apps: apps.map((id) => ({ app: id })) })
    return (await app.getDeployStatus({ apps })).apps.map(({ status }) => status)
  }
  expect(await deploy()).toEqual(['FAIL', 'FAIL'])
  expect((await app.getFormFields({ app: other })).properties).not.toHaveProperty('新')
  await record.deleteRecords({ app: doubled, ids: [ids[0] ?? ''] })
  expect(await deploy()).toEqual(['SUCCESS', 'SUCCESS'])
  expect((await app.getFormFields({ app: other })).properties).toHaveProperty('新')
})

test('a deploy can take its time, and be cancelled by somebody else', async () => {
  const id = await build('反映', text('名'))
  for (const [name, status] of [
    ['kintone-deploy-processing', 'PROCESSING'],
    ['kintone-deploy-cancelled', 'CANCEL'],
  ] as const) {
    await control(sandbox(), '/faults', { name })
    expect((await client().app.getDeployStatus({ apps: [id] })).apps[0]?.status).toBe(status)
    await control(sandbox(), '/faults', undefined, 'DELETE')
  }
})

test('a lookup into an app that is not running yet is refused', async () => {
  const { app } = client()
  const { app: id } = await app.addApp({ name: '下書き' })
  const lookup = { relatedApp: { app: id, code: '' }, relatedKeyField: '名', fieldMappings: [] }
  expect(await code(app.addFormFields({ app: 3, properties: text('参照', { lookup }) }))).toBe('GAIA_AP01')
  await app.deployApp({ apps: [{ app: 3 }], revert: true })
})

test('the form is shown to who may see or add, a lookup only to who may see its source too', async () => {
  const fields = async (...tokens: string[]) => (await tokenClient(...tokens).app.getFormFields({ app: 3 })).properties
  for (const right of ['edit', 'delete'])
    expect(await code(fields(`sandbox-application-${right}-only`))).toBe('GAIA_NO01')
  for (const right of ['view', 'add', 'admin'])
    expect(await fields(`sandbox-application-${right}-only`)).toHaveProperty('案件ID.lookup', null)
  const both = await clientOf(sandbox(), 'application', 'job').app.getFormFields({ app: 3 })
  expect(both.properties).toHaveProperty('案件ID.lookup.relatedKeyField', '案件ID')
})
