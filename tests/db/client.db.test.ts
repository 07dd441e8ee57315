import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { Database, Db } from '../../src/db/client'
import { lockDirectory } from '../../src/db/directory-lock'
import { forgetRevisions } from '../../src/db/forget-revisions'
import { letters } from '../../src/db/schema'
import { databaseKind, openTestDatabase } from '../support/database'

let database: Database
let remove: () => Promise<void>
beforeAll(async () => {
  const opened = await openTestDatabase()
  database = opened.database
  remove = opened.remove
})
afterAll(() => remove())

const letter = (key: string) => ({ key, kind: 'welcome', userId: 'u' })
const keys = async () => (await database.db.select().from(letters)).map((row) => row.key)

describe('a transaction', () => {
  test('keeps everything or nothing', async () => {
    await database.transaction((tx) => tx.insert(letters).values(letter('kept')))
    const failing = database.transaction(async (tx) => {
      await tx.insert(letters).values(letter('lost'))
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await keys()).toEqual(['kept'])
  })

  test('refuses the global handle inside it, instead of waiting for ever', async () => {
    const misuse = database.transaction(async () => database.db.select().from(letters))
    await expect(misuse).rejects.toThrow('inside a transaction')
    await expect(database.transaction(() => database.transaction(async () => undefined))).rejects.toThrow(
      'inside a transaction',
    )
    expect(await keys()).toEqual(['kept'])
  })

  test('is what the ambient handle means inside it', async () => {
    const failing = database.transaction(async () => {
      await database.ambient().insert(letters).values(letter('ambient'))
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await keys()).toEqual(['kept'])
  })
})

describe.if(databaseKind === 'postgres')('a server of its own', () => {
  test('may close a connection in the middle of a transaction: that fails, and the portal lives on', async () => {
    const other = await openTestDatabase()
    const cut = database.transaction(async (tx) => {
      const { rows } = await tx.execute(sql`select pg_backend_pid() as pid`)
      await tx.insert(letters).values(letter('cut'))
      await other.database.db.execute(sql`select pg_terminate_backend(${rows[0]?.pid})`)
      await Bun.sleep(100)
      await tx.insert(letters).values(letter('never'))
    })
    await expect(cut).rejects.toThrow()
    expect(await keys()).toEqual(['kept'])
    await other.remove()
  })

  test('gives up on statements without end, and on transactions that nobody goes on with', async () => {
    const setting = async (name: string) => (await database.db.execute(sql.raw(`show ${name}`))).rows[0]?.[name]
    expect(await setting('statement_timeout')).toBe('1min')
    expect(await setting('idle_in_transaction_session_timeout')).toBe('30s')
  })

  test('has patience with a transaction that makes all rows older, and with no other', async () => {
    const patience = async (db: Db) => (await db.execute(sql`show statement_timeout`)).rows[0]?.statement_timeout
    const during = await database.transaction(async (tx) => {
      await forgetRevisions(tx, 'job')
      return patience(tx)
    })
    expect(during).toBe('30min')
    expect(await patience(database.db)).toBe('1min')
  })
})

test('an application’s key cannot name another talent or job', async () => {
  const wrong = sql`insert into applications (key, talent_id, job_id, job_title, status, applied_at) values ('a:b', 'a', 'c', '', 'applied', now())`
  const error = await database.db.execute(wrong).then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(Error)
})

test('a data directory has one owner at a time', () => {
  const directory = mkdtempSync(join(tmpdir(), 'proworks-lock-'))
  const unlock = lockDirectory(directory)
  expect(() => lockDirectory(directory)).toThrow('in use')
  unlock()
  lockDirectory(directory)()
  rmSync(directory, { recursive: true })
})
