import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { lockDirectory } from './directory-lock'
import * as schema from './schema'

/**
 * Opens the embedded Postgres in `directory/pglite`, or in memory.
 * @throws DirectoryInUse when another process has the directory.
 */
export async function openEmbedded(
  location: { directory: string } | { memory: true; template?: Blob },
  migrationsFolder: string,
) {
  const unlock = 'directory' in location ? lockDirectory(location.directory) : () => undefined
  try {
    const client = await PGlite.create(
      'directory' in location ? { dataDir: join(location.directory, 'pglite') } : { loadDataDir: location.template },
    )
    const orm = drizzle(client, { schema })
    await migrate(orm, { migrationsFolder })
    const close = async () => {
      await client.close()
      unlock()
    }
    return { client, orm, close }
  } catch (error) {
    unlock()
    throw error
  }
}
