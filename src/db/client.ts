import { AsyncLocalStorage } from 'node:async_hooks'
import type { ExtractTablesWithRelations } from 'drizzle-orm'
import type { NodePgQueryResultHKT } from 'drizzle-orm/node-postgres'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import type { PgliteQueryResultHKT } from 'drizzle-orm/pglite'
import type { ConstructorOptions } from 'pg-boss'
import { log } from '../log'
import { rootPath } from '../root'
import * as schema from './schema'

type Relations = ExtractTablesWithRelations<typeof schema>
/** A handle for queries on either driver: the database itself or a transaction of it. */
export type Db = PgDatabase<NodePgQueryResultHKT | PgliteQueryResultHKT, typeof schema, Relations>

export type Database = {
  /** Throws when it is used inside a transaction of this database: on PGlite that would wait for ever. */
  db: Db
  transaction: <T>(work: (tx: Db) => Promise<T>) => Promise<T>
  /** For Better Auth, whose hooks are handed no transaction: the running one, or the database. */
  ambient: () => Db
  /** How pg-boss reaches the same database. */
  queueConnection: ConstructorOptions
  close: () => Promise<void>
}

/** `template` is a dump of a migrated database (dumpDataDir): a new one from it opens in a third of the time. */
export type DatabaseLocation = { url: string } | { directory: string } | { memory: true; template?: Blob }

const migrationsFolder = rootPath('drizzle')
/** Half of what a small RDS instance grants, shared by pages and workers. */
const maximumConnections = 20
const queueConnections = 4
/**
 * What takes longer has gone wrong: pages take milliseconds, the longest batch of the sync a second. Whole tables are
 * changed with `allowLongStatements`.
 */
const longestStatementMs = 60_000
/** An instance whose CPU was frozen in a transaction must not keep the others from its locks; it fails, and tries again. */
const longestIdleInTransactionMs = 30_000

/** Opens the database and brings it to the newest schema unless told not to. Throws DirectoryInUse for a locked directory. */
export async function openDatabase(location: DatabaseLocation, options = { migrate: true }): Promise<Database> {
  return 'url' in location ? openPostgres(location.url, options.migrate) : openPglite(location)
}

async function openPostgres(url: string, migrates: boolean): Promise<Database> {
  const [{ drizzle }, { Pool }] = await Promise.all([import('drizzle-orm/node-postgres'), import('pg')])
  const pool = new Pool({
    connectionString: url,
    max: maximumConnections,
    connectionTimeoutMillis: 5_000,
    statement_timeout: longestStatementMs,
    idle_in_transaction_session_timeout: longestIdleInTransactionMs,
  })
  // Without these listeners a connection that the server closes would end the process: while it is idle, or between two
  // statements of a transaction, whose next statement tells of it.
  pool.on('error', (error) => log.warn('database.idle-connection-lost', { error }))
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = drizzle(pool, { schema })
  if (migrates) await migratePostgres(url)
  return guarded(db, {
    queueConnection: { connectionString: url, schema: 'pgboss', max: queueConnections },
    close: () => pool.end(),
  })
}

/** Instances start together on a deployment: one of them migrates, the others wait for its lock. */
export async function migratePostgres(url: string): Promise<void> {
  const [{ drizzle }, { migrate }, { Client }] = await Promise.all([
    import('drizzle-orm/node-postgres'),
    import('drizzle-orm/node-postgres/migrator'),
    import('pg'),
  ])
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('proworks migrations'))`)
    await migrate(drizzle(client), { migrationsFolder })
  } finally {
    await client.end()
  }
}

async function openPglite(location: Exclude<DatabaseLocation, { url: string }>): Promise<Database> {
  // Loaded only here: the production image does not contain PGlite.
  const { openEmbedded } = await import('./pglite')
  const { client, orm, close } = await openEmbedded(location, migrationsFolder)
  const { fromPglite } = await import('pg-boss')
  return guarded(orm, { queueConnection: { db: fromPglite(client), backend: 'pglite', schema: 'pgboss' }, close })
}

function guarded(root: Db, rest: Pick<Database, 'queueConnection' | 'close'>): Database {
  const running = new AsyncLocalStorage<Db>()
  const transaction: Database['transaction'] = (work) => {
    if (running.getStore()) throw new Error('A transaction was opened inside a transaction: pass its handle on.')
    return root.transaction((tx) => running.run(tx, () => work(tx)))
  }
  const db = new Proxy(root, {
    get(target, property) {
      if (property === 'transaction') return transaction
      if (running.getStore())
        throw new Error('The database handle was used inside a transaction: use the transaction’s.')
      return Reflect.get(target, property, target)
    },
  })
  return { db, transaction, ambient: () => running.getStore() ?? db, ...rest }
}
