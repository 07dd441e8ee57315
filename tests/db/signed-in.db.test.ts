import { afterAll, beforeAll, expect, test } from 'bun:test'
import { eq, sql } from 'drizzle-orm'
import { sessions, users } from '../../src/db/schema'
import { endSessionOf, openSignedInReader, type SignedInReader } from '../../src/db/sessions'
import { insertTalent, saveTalentRefusal } from '../../src/db/talents'
import { saveEmail } from '../../src/db/users'
import { emptyTalent } from '../../src/profile/talent'
import { openTestDatabase } from '../support/database'

let opened: Awaited<ReturnType<typeof openTestDatabase>>
let find: SignedInReader

beforeAll(async () => {
  opened = await openTestDatabase()
  const { db } = opened.database
  const names = { name: '演習 花', familyName: '演習', givenName: '花', emailVerified: true, termsVersion: '1' }
  const expiresAt = new Date(Date.now() + 86_400_000)
  for (const id of ['hanako', 'taro']) {
    await db.insert(users).values({ ...names, id, email: `${id}@example.com` })
    await db.insert(sessions).values({ id: `s-${id}`, token: `t-${id}`, userId: id, expiresAt })
  }
  await insertTalent(db, emptyTalent('hanako'), [])
  find = openSignedInReader(db)
})
afterAll(() => opened.remove())

test('rows that did not change are not read again; one that did is', async () => {
  const { db } = opened.database
  const first = await find('t-hanako')
  expect([first?.sessionId, first?.user.email, first?.talent?.id]).toEqual(['s-hanako', 'hanako@example.com', 'hanako'])
  const second = await find('t-hanako')
  expect(second?.user).toBe(first?.user as NonNullable<typeof first>['user'])
  await saveEmail(db, 'hanako', 'new@example.com')
  expect((await find('t-hanako'))?.user.email).toBe('new@example.com')
  // Not every change of the profile's row counts its version up.
  await saveTalentRefusal(db, 'hanako', 'CB_VA01')
  expect((await find('t-hanako'))?.talent?.refusal).toBe('CB_VA01')
})

test('a profile that is made later is found', async () => {
  expect((await find('t-taro'))?.talent).toBeNull()
  await insertTalent(opened.database.db, emptyTalent('taro'), [])
  expect((await find('t-taro'))?.talent?.id).toBe('taro')
})

test('an ended session is nobody, at once', async () => {
  const { db } = opened.database
  expect(await find('t-taro')).not.toBeNull()
  await db.update(sessions).set({ expiresAt: sql`now()` }).where(eq(sessions.token, 't-taro'))
  expect(await find('t-taro')).toBeNull()
  await endSessionOf(db, 't-hanako')
  expect(await find('t-hanako')).toBeNull()
  expect(await find('t-unknown')).toBeNull()
})
