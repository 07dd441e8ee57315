import { Client } from 'pg'
import { type Database, type DatabaseLocation, migratePostgres, openDatabase } from '../../src/db/client'

/** Which database this run is about: bin/test runs the *.db.test.ts suites once on each. */
export const databaseKind = Bun.env.TEST_DATABASE === 'postgres' ? 'postgres' : 'pglite'

/** A new, empty, migrated database. `drop` removes it after the database was closed. */
export async function newDatabase(): Promise<{ location: DatabaseLocation; drop: () => Promise<void> }> {
  return databaseKind === 'postgres' ? newPostgres() : newPglite()
}

async function newPglite() {
  const template = Bun.env.PGLITE_TEMPLATE
  const location: DatabaseLocation = { memory: true, ...(template ? { template: Bun.file(template) } : {}) }
  return { location, drop: async () => undefined }
}

async function newPostgres() {
  const server = Bun.env.TEST_DATABASE_URL
  if (!server) throw new Error('TEST_DATABASE=postgres needs TEST_DATABASE_URL')
  const name = `pw_${crypto.randomUUID().replaceAll('-', '')}`
  const url = new URL(server)
  url.pathname = `/${name}`
  await onServer(server, `create database ${name}`)
  await migratePostgres(url.href)
  return { location: { url: url.href }, drop: () => onServer(server, `drop database if exists ${name} with (force)`) }
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server })
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** Opens a new database and hands back a function that closes and removes it. */
export async function openTestDatabase(): Promise<{ database: Database; remove: () => Promise<void> }> {
  const { location, drop } = await newDatabase()
  const database = await openDatabase(location)
  const remove = async () => {
    await database.close()
    await drop()
  }
  return { database, remove }
}
