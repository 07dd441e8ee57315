import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test'
import { type Sandbox, startSandbox } from '../../sandbox/start'
import { emptyTalent } from '../../src/profile/talent'
import { type Kintone, openKintone } from '../../src/services/kintone/client'
import { MalformedRecord } from '../../src/services/kintone/fields'
import { readJob } from '../../src/services/kintone/job-record'
import { readByIds, readByKey, readPage, readRevisionPage } from '../../src/services/kintone/records'
import { readTalent } from '../../src/services/kintone/talent-record'
import { writableTalentFields, writeTalent } from '../../src/services/kintone/talent-writer'
import { saveApplication } from '../../src/services/kintone/write-application'
import { addTalent, updateTalent } from '../../src/services/kintone/write-talent'
import { testConfig } from '../support/portal'
import { openStaff, type Staff } from '../support/staff'

let sandbox: Sandbox
let kintone: Kintone
let staff: Staff
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'demo' })
  kintone = openKintone(testConfig(sandbox).kintone)
  staff = openStaff(sandbox)
})
afterEach(() => staff.disarm())
afterAll(() => sandbox.stop())

const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => error,
  )

describe('reading', () => {
  test('pages follow the record ids', async () => {
    const page = await readPage(kintone, 'job', { afterId: 150, changedSince: null })
    expect(page.map((raw) => raw.recordId)).toEqual([151, 152, 153, 154, 155, 156, 157, 158, 159, 160])
    expect(await readRevisionPage(kintone, 'job', 158)).toEqual([
      { recordId: 159, revision: 1 },
      { recordId: 160, revision: 1 },
    ])
    const found = await readByIds(kintone, 'job', [3, 5, 99_999])
    expect(found.map((raw) => raw.recordId).sort()).toEqual([3, 5])
  })

  test('changes are asked for by time', async () => {
    expect(await readPage(kintone, 'job', { afterId: 0, changedSince: '2100-01-01T00:00:00.000Z' })).toEqual([])
  })

  test('a key with quotes and backslashes is a value, never a query', async () => {
    expect(
      await readByKey(kintone, 'talent', { field: 'auth_user_id', value: 'x" or $id > 0 or auth_user_id = "\\' }),
    ).toBeNull()
    expect((await readByKey(kintone, 'talent', { field: 'auth_user_id', value: 'demo-tanaka' }))?.recordId).toBe(1)
  })
})

describe('writing a talent', () => {
  test('creates the record once and updates only the named fields after that', async () => {
    const talent = { ...emptyTalent('new-1'), familyName: '森', givenName: '葉', email: 'mori@example.com' }
    const first = await addTalent(kintone, talent)
    const again = await addTalent(kintone, talent)
    expect(again.recordId).toBe(first.recordId)
    const changed = { ...talent, phone: '090-0000-9999', nearestStation: 'ignored' }
    const revision = await updateTalent(kintone, again, { talent: changed, fields: ['phone'] })
    expect(revision).toBe(again.revision + 1)
    const [record] = await staff.records('talent', 'auth_user_id = "new-1"')
    expect([record?.氏名?.value, record?.電話番号?.value, record?.最寄駅?.value]).toEqual([
      '森 葉',
      '090-0000-9999',
      '',
    ])
    const late = await failureOf(updateTalent(kintone, again, { talent, fields: ['phone'] }))
    expect(late).toMatchObject({ failure: 'conflict', code: 'GAIA_CO02' })
  })

  test('is refused by name, without the value, when kintone says no', async () => {
    const talent = { ...emptyTalent('new-2'), email: 'x@example.com', phone: '0'.repeat(21) }
    const error = await failureOf(addTalent(kintone, talent))
    expect(error).toMatchObject({ failure: 'refused', code: 'CB_VA01' })
    expect(String(error)).toContain('電話番号')
    expect(String(error)).not.toContain('000000')
  })
})

describe('writing an application', () => {
  const application = {
    key: 'demo-suzuki:PW-2026-0001',
    talentId: 'demo-suzuki',
    jobId: 'PW-2026-0001',
    message: 'お願いします',
    status: 'applied' as const,
    withdrawalReason: '',
  }

  test('makes one record however often it is called, and leaves staff’s status alone', async () => {
    const first = await saveApplication(kintone, application)
    await staff.change('application', String(first.recordId), { 対応状況: { value: '書類選考中' } })
    const again = await saveApplication(kintone, application)
    expect(again.recordId).toBe(first.recordId)
    const records = await staff.records('application', `応募キー = "${application.key}"`)
    expect(records.map((record) => record.対応状況?.value)).toEqual(['書類選考中'])
  })
})

describe('the demo records', () => {
  test('are all readable, and a talent written back is the same', async () => {
    const page = await readPage(kintone, 'talent', { afterId: 0, changedSince: null })
    for (const { record } of page) {
      const talent = readTalent(record)
      const fields = record as Record<string, { value: unknown }>
      const written = { ...fields, ...writeTalent(talent, writableTalentFields) }
      expect(readTalent(written)).toEqual(talent)
    }
    expect(
      (await readPage(kintone, 'job', { afterId: 0, changedSince: null })).map(({ record }) => readJob(record).id),
    ).toContain('PW-2026-0049')
  })

  test('a record of another shape is refused with the fields’ names', () => {
    expect(() => readJob({ 案件ID: { value: 1 }, 案件名: {} })).toThrow(MalformedRecord)
    expect(() => readJob(null)).toThrow('Malformed job record')
  })
})
