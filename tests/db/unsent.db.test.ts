import { afterAll, beforeAll, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { insertApplication, saveApplicationRefusal, unsentApplicationIds } from '../../src/db/applications'
import { talents } from '../../src/db/schema'
import { insertTalent, saveTalentRefusal, unsentTalentIds } from '../../src/db/talents'
import { emptyTalent } from '../../src/profile/talent'
import { openTestDatabase } from '../support/database'

let opened: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  opened = await openTestDatabase()
})
afterAll(() => opened.remove())

test('what kintone refused does not keep what it never heard of from being queued again', async () => {
  const { db } = opened.database
  for (const id of ['refused', 'waiting']) await insertTalent(db, emptyTalent(id), ['phone'])
  await saveTalentRefusal(db, 'refused', 'CB_VA01')
  await db.update(talents).set({ updatedAt: sql`now() - interval '1 day'` }).where(sql`id = 'refused'`)
  expect(await unsentTalentIds(db, 1)).toEqual(['waiting'])
  expect(await unsentTalentIds(db, 2)).toEqual(['waiting', 'refused'])
})

test('nor of the applications', async () => {
  const { db } = opened.database
  const application = { talentId: 't', jobTitle: '', message: '', appliedAt: new Date() }
  const refused = await insertApplication(db, { ...application, key: 't:1', jobId: '1' })
  const waiting = await insertApplication(db, { ...application, key: 't:2', jobId: '2' })
  await saveApplicationRefusal(db, refused?.id ?? '', 'GAIA_LO04')
  expect(await unsentApplicationIds(db, 1)).toEqual([waiting?.id ?? ''])
})
