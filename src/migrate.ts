// The one-off command of a deployment: brings the database to the newest schema, then ends.
import { InvalidConfig, readDatabaseUrl } from './config'
import { migratePostgres } from './db/client'
import { log } from './log'

try {
  await migratePostgres(readDatabaseUrl())
  log.info('migrate.done')
} catch (error) {
  if (error instanceof InvalidConfig) process.stderr.write(`${error.message}\n`)
  else log.error('migrate.failed', { error })
  process.exit(1)
}
