// Run before the portal starts, because PGlite lets only one process in: migrates the database, gives the people of
// the demonstration an account, and prints whether kintone has been read before.
import talents from '../../sandbox/seed/talents.json'
import { hashPassword } from '../../src/accounts/password'
import { termsVersion } from '../../src/accounts/terms'
import { type Database, openDatabase } from '../../src/db/client'
import { DirectoryInUse } from '../../src/db/directory-lock'
import { accounts, syncStates, users } from '../../src/db/schema'
import { syncedApps } from '../../src/sync/store'

/** The app whose first reading ends the first sync, or null when that was done in an earlier run. */
export type Prepared = { firstSyncEndsWith: string | null }

export const demoPassword = 'demo-proworks-2026'
/** 佐藤次郎 (demo-sato) has left the agency and has no account. */
export const demoIds = ['demo-tanaka', 'demo-suzuki', 'demo-takahashi', 'demo-yamamoto']

export const demoPeople = talents.flatMap((talent) => {
  const id = talent.auth_user_id.value
  if (!demoIds.includes(id)) return []
  return [{ id, familyName: talent.姓.value, givenName: talent.名.value, email: talent.メールアドレス.value }]
})

/** Adds what is missing; an account that exists keeps its password. */
export async function addDemoAccounts(database: Database): Promise<void> {
  const password = await hashPassword(demoPassword)
  await database.transaction(async (tx) => {
    const people = demoPeople.map((person) => ({
      ...person,
      name: `${person.familyName} ${person.givenName}`,
      emailVerified: true,
      termsVersion,
    }))
    const added = await tx.insert(users).values(people).onConflictDoNothing().returning({ id: users.id })
    if (added.length === 0) return
    const credentials = added.map(({ id }) => ({
      id: `${id}-password`,
      accountId: id,
      providerId: 'credential',
      userId: id,
      password,
    }))
    await tx.insert(accounts).values(credentials).onConflictDoNothing()
  })
}

async function prepare(): Promise<Prepared> {
  const { DATABASE_URL: url, DATA_DIR: directory = '.data/portal' } = Bun.env
  const database = await openDatabase(url ? { url } : { directory })
  try {
    await addDemoAccounts(database)
    const states = await database.db.select({ loadedAt: syncStates.fullLoadedAt }).from(syncStates)
    const loaded = states.filter(({ loadedAt }) => loadedAt !== null)
    return { firstSyncEndsWith: loaded.length < syncedApps.length ? (syncedApps.at(-1) ?? null) : null }
  } finally {
    await database.close()
  }
}

if (import.meta.main) {
  try {
    process.stdout.write(`${JSON.stringify(await prepare())}\n`)
    process.exit(0)
  } catch (error) {
    process.stderr.write(`${error instanceof DirectoryInUse ? error.message : Bun.inspect(error)}\n`)
    process.exit(1)
  }
}
