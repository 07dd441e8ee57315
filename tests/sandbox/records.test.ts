import { expect, test } from 'bun:test'
import { clientOf, job, refusal, useSandbox } from './cast'

const sandbox = useSandbox()

test('a record comes back as it was written, with string ids and defaults', async () => {
  const { record } = clientOf(sandbox(), 'job')
  const added = await record.addRecord({ app: 2, record: job('R-1', { 掲載単価: ' 8.5e1 ', スキル: ['Go', 'AWS'] }) })
  expect(added).toEqual({ id: expect.any(String), revision: '1' })
  const { record: read } = await record.getRecord({ app: 2, id: added.id })
  expect(read.$id).toEqual({ type: '__ID__', value: added.id })
  expect(read.$revision).toEqual({ type: '__REVISION__', value: '1' })
  expect(read.掲載単価).toEqual({ type: 'NUMBER', value: '85' })
  expect(read.スキル).toEqual({ type: 'MULTI_SELECT', value: ['Go', 'AWS'] })
  expect(read.業界).toEqual({ type: 'DROP_DOWN', value: null })
  expect(read.更新日時?.value).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z$/)
  expect(read.ステータス).toBeUndefined()
})

test('unknown field codes are ignored, whatever they are called', async () => {
  const { record } = clientOf(sandbox(), 'job')
  const { id } = await record.addRecord({
    app: 2,
    record: {
      ...job('R-2', { ないフィールド: 'x' }),
      ...JSON.parse('{"__proto__":{"value":"x"},"constructor":{"value":"x"}}'),
    },
  })
  expect((await record.getRecord({ app: 2, id })).record.ないフィールド).toBeUndefined()
})

test('an update raises the revision, and an old revision is refused', async () => {
  const { record } = clientOf(sandbox(), 'job')
  const { id } = await record.addRecord({ app: 2, record: job('R-3') })
  expect(await record.updateRecord({ app: 2, id, revision: 1, record: { 案件名: { value: '新' } } })).toEqual({
    revision: '2',
  })
  const error = await refusal(record.updateRecord({ app: 2, id, revision: 1, record: { 案件名: { value: '旧' } } }))
  expect([error.status, error.code]).toEqual([409, 'GAIA_CO02'])
  expect(await record.updateRecord({ app: 2, id, revision: -1, record: {} })).toEqual({ revision: '3' })
})

test('an upsert by key adds first and updates afterwards', async () => {
  const { record } = clientOf(sandbox(), 'job')
  const put = (name: string) =>
    record.updateRecords({
      app: 2,
      upsert: true,
      records: [{ updateKey: { field: '案件ID', value: 'R-4' }, record: { 案件名: { value: name } } }],
    })
  const first = await put('一')
  const second = await put('二')
  expect(first.records[0]).toEqual({ id: expect.any(String), operation: 'INSERT', revision: '1' })
  expect(second.records[0]).toEqual({ id: first.records[0]?.id ?? '', operation: 'UPDATE', revision: '2' })
})

test('several records are written all together or not at all', async () => {
  const { record } = clientOf(sandbox(), 'job')
  const error = await refusal(
    record.addRecords({ app: 2, records: [job('R-5'), job('R-5'), job('', { 掲載単価: 'x' })] }),
  )
  expect(error.code).toBe('CB_VA01')
  expect(error.errors).toEqual({
    'records[1].案件ID.value': { messages: ['値がほかのレコードと重複しています。'] },
    'records[2].案件ID.value': { messages: ['必須です。'] },
    'records[2][掲載単価].value': { messages: ['数字でなければなりません。'] },
  })
  expect((await record.getRecords({ app: 2, query: '案件ID = "R-5"' })).records).toEqual([])
})

test('deleting an unknown record deletes none of the others', async () => {
  const { record } = clientOf(sandbox(), 'job')
  const { id } = await record.addRecord({ app: 2, record: job('R-6') })
  expect((await refusal(record.deleteRecords({ app: 2, ids: [id, 99_999] }))).code).toBe('GAIA_RE01')
  expect(await record.deleteRecords({ app: 2, ids: [id], revisions: [1] })).toEqual({})
  expect((await refusal(record.getRecord({ app: 2, id }))).status).toBe(404)
})

test('a hundred parallel creations with one key leave one record', async () => {
  const { record } = clientOf(sandbox(), 'application')
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, () =>
      record.addRecord({ app: 3, record: { 応募キー: { value: 'same' } } }).then(
        () => 'added',
        (error: { errors?: unknown }) => JSON.stringify(error.errors),
      ),
    ),
  )
  const refused = JSON.stringify({ 'record.応募キー.value': { messages: ['値がほかのレコードと重複しています。'] } })
  expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(1)
  expect(outcomes.filter((outcome) => outcome === refused)).toHaveLength(99)
})

test('a lookup copies from the other app, whose token must be sent too', async () => {
  await clientOf(sandbox(), 'job').record.addRecord({ app: 2, record: job('R-7', { 案件名: 'コピー元' }) })
  const application = { 応募キー: { value: 'u:R-7' }, 案件ID: { value: 'R-7' }, 案件名: { value: '書いても無視' } }
  const alone = clientOf(sandbox(), 'application').record.addRecord({ app: 3, record: application })
  expect((await refusal(alone)).code).toBe('GAIA_LO04')
  const { record } = clientOf(sandbox(), 'application', 'job')
  const { id } = await record.addRecord({ app: 3, record: application })
  expect((await record.getRecord({ app: 3, id })).record.案件名?.value).toBe('コピー元')
  const unknown = { 応募キー: { value: 'u:none' }, 案件ID: { value: 'none' } }
  expect((await refusal(record.addRecord({ app: 3, record: unknown }))).code).toBe('GAIA_LO04')
})

test('table rows keep their ids, unsent rows are gone', async () => {
  const { record } = clientOf(sandbox(), 'talent')
  const row = (name: string, id?: string) => ({ ...(id && { id }), value: { スキル名: { value: name } } })
  const { id } = await record.addRecord({
    app: 1,
    record: {
      auth_user_id: { value: 'table' },
      メールアドレス: { value: 't@example.com' },
      スキル表: { value: [row('Go'), row('Java')] },
    },
  })
  const rows = async () => {
    const { record: read } = await record.getRecord({ app: 1, id })
    const table = read.スキル表
    return table?.type === 'SUBTABLE' ? table.value.map((one) => [one.id, one.value.スキル名?.value]) : []
  }
  const [first] = await rows()
  await record.updateRecord({
    app: 1,
    id,
    record: { スキル表: { value: [row('Go 2', String(first?.[0])), row('Rust')] } },
  })
  expect(await rows()).toEqual([
    [String(first?.[0]), 'Go 2'],
    [expect.any(String), 'Rust'],
  ])
})
