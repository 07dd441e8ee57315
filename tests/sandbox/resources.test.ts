import { expect, test } from 'bun:test'
import { clientOf, control, job, refusal, staffClient, useSandbox } from './cast'

const sandbox = useSandbox()

test('a bulk request writes to two apps or to none', async () => {
  const client = clientOf(sandbox(), 'job', 'application')
  const requests = (key: string) => [
    { method: 'POST' as const, api: '/k/v1/record.json', payload: { app: 2, record: job('B-1') } },
    { method: 'POST' as const, api: '/k/v1/record.json', payload: { app: 3, record: { 応募キー: { value: key } } } },
  ]
  const error = await refusal(client.bulkRequest({ requests: requests('') }))
  expect([error.bulkRequestIndex, error.code]).toEqual([1, 'CB_VA01'])
  expect((await client.record.getRecords({ app: 2, query: '案件ID = "B-1"' })).records).toEqual([])
  const { results } = await client.bulkRequest({ requests: requests('B:1') })
  expect(results).toEqual([expect.objectContaining({ revision: '1' }), expect.objectContaining({ revision: '1' })])
})

test('2,500 records are added, paged by id and by cursor, and updated through the official client', async () => {
  const { record } = clientOf(sandbox(), 'job')
  const records = Array.from({ length: 2_500 }, (_, index) => job(`ALL-${index}`))
  const { records: added } = await record.addAllRecords({ app: 2, records })
  expect(added).toHaveLength(2_500)
  const byId = await record.getAllRecordsWithId({ app: 2, fields: ['案件ID'], condition: '案件ID like "ALL"' })
  const byCursor = await record.getAllRecordsWithCursor({ app: 2, query: '案件ID like "ALL" order by $id asc' })
  expect(byCursor.map((one) => one.案件ID?.value)).toEqual(byId.map((one) => one.案件ID?.value))
  const changes = added.map(({ id }) => ({ id, record: { 案件名: { value: '直した' } } }))
  const { records: changed } = await record.updateAllRecords({ app: 2, records: changes })
  expect(changed.every((one) => one.revision === '2')).toBe(true)
})

test('ten cursors may live at once, and each dies after ten minutes', async () => {
  const { record } = clientOf(sandbox(), 'talent')
  const open = () => record.createCursor({ app: 1 })
  const [first] = await Promise.all(Array.from({ length: 10 }, open))
  const error = await refusal(open())
  expect([error.status, error.code]).toEqual([429, 'GAIA_TM12'])
  await control(sandbox(), '/clock', { advanceSeconds: 601 })
  expect((await refusal(record.getRecordsByCursor({ id: first?.id ?? '' }))).code).toBe('GAIA_CN01')
  expect((await open()).totalCount).toBe('0')
  await control(sandbox(), '/clock', { now: null })
})

test('a cursor pages through a fixed set, is freed at its end, and can be thrown away', async () => {
  const { record } = clientOf(sandbox(), 'application')
  const records = Array.from({ length: 5 }, (_, index) => ({ 応募キー: { value: `cursor-${index}` } }))
  const { ids } = await record.addRecords({ app: 3, records })
  const { id, totalCount } = await record.createCursor({
    app: 3,
    fields: ['$id', '対応状況'],
    query: '応募キー like "cursor-"',
    size: 3,
  })
  await record.updateRecord({ app: 3, id: ids[0] ?? '', record: { 対応状況: { value: '辞退' } } })
  await record.addRecord({ app: 3, record: { 応募キー: { value: 'too late' } } })
  const pages = [await record.getRecordsByCursor({ id }), await record.getRecordsByCursor({ id })]
  const found = pages.flatMap((page) => page.records.map((one) => one.$id?.value))
  expect([totalCount, pages.map(({ next }) => next), found]).toEqual(['5', [true, false], ids.toReversed()])
  expect(pages[1]?.records[1]?.対応状況?.value).toBe('辞退')
  expect((await refusal(record.getRecordsByCursor({ id }))).code).toBe('GAIA_CN01')
  const { id: other } = await record.createCursor({ app: 3 })
  expect(await record.deleteCursor({ id: other })).toEqual({})
  expect((await refusal(record.deleteCursor({ id: other }))).code).toBe('GAIA_CN01')
})

test('a file is uploaded, attached, and downloaded under another key', async () => {
  const client = clientOf(sandbox(), 'talent')
  const { fileKey } = await client.file.uploadFile({ file: { name: '職務経歴書.txt', data: 'こんにちは' } })
  const resume = { 職務経歴書データ: { value: [{ fileKey }] } }
  const talent = { auth_user_id: { value: 'file' }, メールアドレス: { value: 'f@example.com' } }
  const { id } = await client.record.addRecord({ app: 1, record: { ...talent, ...resume } })
  const { record } = await client.record.getRecord({ app: 1, id })
  const [file] = record.職務経歴書データ?.type === 'FILE' ? record.職務経歴書データ.value : []
  expect(file).toMatchObject({ name: '職務経歴書.txt', contentType: 'text/plain', size: '15' })
  expect(file?.fileKey).not.toBe(fileKey)
  const bytes = await client.file.downloadFile({ fileKey: file?.fileKey ?? '' })
  expect(new TextDecoder().decode(bytes)).toBe('こんにちは')
  await expect(client.file.downloadFile({ fileKey: 'unknown' })).rejects.toMatchObject({ status: 404 })
})

test('comments are listed newest first and deleted by their author', async () => {
  const { record } = clientOf(sandbox(), 'job')
  const { id } = await record.addRecord({ app: 2, record: job('C-1') })
  for (const text of ['一', '二']) await record.addRecordComment({ app: 2, record: id, comment: { text } })
  const { comments, older, newer } = await record.getRecordComments({ app: 2, record: id, limit: 1 })
  expect([comments[0]?.text, older, newer]).toEqual(['二 ', true, false])
  expect(await record.deleteRecordComment({ app: 2, record: id, comment: 2 })).toEqual({})
  // The number of a deleted comment is not given again.
  expect((await record.addRecordComment({ app: 2, record: id, comment: { text: '三' } })).id).toBe('3')
  const again = await refusal(record.deleteRecordComment({ app: 2, record: id, comment: 2 }))
  expect([again.status, again.code]).toEqual([400, 'GAIA_RE02'])
  const others = staffClient(sandbox()).record.deleteRecordComment({ app: 2, record: id, comment: 1 })
  expect((await refusal(others)).code).toBe('GAIA_RE03')
})

test('the form, its layout and the app describe themselves', async () => {
  const { app } = clientOf(sandbox(), 'application')
  // Where a lookup leads is told only to whoever may see the app it reads.
  expect((await app.getFormFields({ app: 3 })).properties.案件ID).toMatchObject({ lookup: null })
  const both = clientOf(sandbox(), 'application', 'job')
  const { properties, revision } = await both.app.getFormFields({ app: 3 })
  expect(revision).toMatch(/^\d+$/)
  expect(properties.応募キー).toMatchObject({ type: 'SINGLE_LINE_TEXT', unique: true, maxLength: '130' })
  expect(properties.案件ID).toMatchObject({ lookup: { relatedApp: { app: '2', code: 'PW_JOB' } } })
  expect((await app.getFormLayout({ app: 3 })).layout[0]).toMatchObject({ type: 'ROW' })
  expect(await app.getApp({ id: 3 })).toMatchObject({ appId: '3', name: '応募履歴', spaceId: null })
  expect((await refusal(app.getApps({}))).code).toBe('GAIA_NO01')
  expect((await staffClient(sandbox()).app.getApps({})).apps).toHaveLength(6)
})

test('an app is built through the settings API, deployed, and moved through its process', async () => {
  const { app, record } = staffClient(sandbox())
  const { app: id } = await app.addApp({ name: '見積' })
  const key = { type: 'SINGLE_LINE_TEXT' as const, code: '番号', label: '番号', required: true, unique: true }
  await app.addFormFields({ app: id, properties: { 番号: key } })
  const assignee = { type: 'ONE' as const, entities: [] }
  const states = { 未着手: { index: '0', assignee }, 完了: { index: '1', assignee } }
  await app.updateProcessManagement({
    app: id,
    enable: true,
    states,
    actions: [{ name: '進める', from: '未着手', to: '完了' }],
  })
  expect((await refusal(app.getFormFields({ app: id }))).code).toBe('GAIA_AP01')
  await app.deployApp({ apps: [{ app: id }] })
  expect((await app.getDeployStatus({ apps: [id] })).apps).toEqual([{ app: id, status: 'SUCCESS' }])
  const added = await record.addRecord({ app: id, record: { 番号: { value: '1' } } })
  const moved = await record.updateRecordStatus({ app: id, id: added.id, action: '進める' })
  expect(moved.revision).toBe('3')
  expect((await refusal(record.updateRecordStatus({ app: id, id: added.id, action: '進める' }))).code).toBe('GAIA_IL03')
  expect((await record.getRecord({ app: id, id: added.id })).record.ステータス?.value).toBe('完了')
})

test('an app without process management cannot change a status', async () => {
  const { record } = clientOf(sandbox(), 'job')
  const { id } = await record.addRecord({ app: 2, record: job('P-1') })
  expect((await refusal(record.updateRecordStatus({ app: 2, id, action: '進める' }))).code).toBe('GAIA_ST02')
})
