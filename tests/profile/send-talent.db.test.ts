import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'bun:test'
import { findTalent } from '../../src/db/talents'
import type { EditableField } from '../../src/profile/merge'
import { fingerprint } from '../../src/profile/merge'
import { type ProfileChange, saveProfile } from '../../src/profile/save-profile'
import { sendTalent } from '../../src/profile/send-talent'
import { settleConflict } from '../../src/profile/settle-conflict'
import { type Kintone, openKintone } from '../../src/services/kintone/client'
import { openTestPortal, type TestPortal } from '../support/portal'

let portal: TestPortal
let kintone: Kintone
let id: string
let recordId: string

beforeAll(async () => {
  portal = await openTestPortal({ workers: false })
  kintone = openKintone(portal.config.kintone)
})
beforeEach(async () => {
  id = crypto.randomUUID()
  const values = { auth_user_id: id, メールアドレス: 'a@example.com', 電話番号: '03-0000-0000', 最寄駅: '東京' }
  recordId = await portal.staff.add('talent', fields(values))
  await portal.portal.synchronise()
})
afterEach(() => portal.staff.disarm())
afterAll(() => portal.stop())

const fields = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value }]))
const staffSet = (values: Record<string, string>) => portal.staff.change('talent', recordId, fields(values))
const row = async () => {
  const found = await findTalent(portal.portal.database.db, id)
  if (found === null) throw new Error('no talent')
  return found
}
const record = async () => (await portal.staff.records('talent', `auth_user_id = "${id}"`))[0]
/** A form that showed what is stored now, sent back with this change. */
const save = async (change: ProfileChange) => {
  const { talent } = await row()
  const seen = new Map(Object.keys(change).map((field) => [field, fingerprint(talent[field as EditableField])]))
  return () => saveProfile(portal.portal, id, { change, form: { seen, valuesNow: (now) => now } })
}
const send = (by: Kintone = kintone) => sendTalent(portal.portal.database, by, id)
/** The client, and what happens after kintone carried out this operation and before its answer is noted. */
const answeringAfter = (operation: string, happens: () => Promise<void>): Kintone => ({
  has: kintone.has,
  call: async (name, ...rest) => {
    const answer = await kintone.call(name, ...rest)
    if (name === operation) await happens()
    return answer
  },
})
/** The candidate and staff have both changed the telephone number. */
const disagree = async () => {
  const submit = await save({ phone: '090-1111-1111' })
  await staffSet({ 電話番号: '06-1111-1111' })
  await portal.portal.synchronise()
  expect(await submit()).toEqual({ outcome: 'conflict' })
}

test('what staff write over a change that has just arrived is theirs, and nobody is asked', async () => {
  await (await save({ phone: '090-1111-1111' }))()
  let version = 0
  const staffAreQuick = async () => {
    await staffSet({ 電話番号: '06-1111-1111' })
    await portal.portal.synchronise()
    version = (await row()).version
  }
  await send(answeringAfter('talent.update', staffAreQuick))
  // By which everybody knows that what they made of the profile is old.
  expect((await row()).version).toBeGreaterThan(version)
  expect(await row()).toMatchObject({ talent: { phone: '06-1111-1111' }, unsentFields: {}, bases: {}, conflicts: {} })
})

test('a record that staff deleted is made anew with their value of a field that is still to be chosen', async () => {
  await disagree()
  await portal.staff.remove('talent', recordId)
  await (await save({ nearestStation: '品川' }))()
  await send()
  expect(await record()).toMatchObject(fields({ 電話番号: '06-1111-1111', 最寄駅: '品川' }))
  const choice = { field: 'phone', keeps: 'theirs', seen: fingerprint('06-1111-1111') } as const
  expect(await settleConflict(portal.portal, id, choice)).toEqual({ outcome: 'settled' })
  await send()
  expect((await row()).talent.phone).toBe((await record())?.電話番号?.value ?? '')
})

test('a record that staff gave to somebody else is made anew instead of being tried for ever', async () => {
  await (await save({ nearestStation: '品川' }))()
  await staffSet({ auth_user_id: crypto.randomUUID() })
  await send().catch(() => undefined)
  await send()
  expect(await record()).toMatchObject(fields({ 最寄駅: '品川', 電話番号: '03-0000-0000' }))
  expect((await row()).unsentFields).toEqual({})
})
