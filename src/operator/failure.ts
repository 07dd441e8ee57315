import { InvalidConfig } from '../config'
import { DirectoryInUse } from '../db/directory-lock'
import { databaseCode } from '../db/errors'
import { KintoneError } from '../services/kintone/client'
import { SettingsError } from '../services/kintone/settings/settings-client'
import { explain } from './advice'

/**
 * What went wrong, in a sentence for the operator. Any other error may carry a request with its token, or a query with
 * its values: only its kind and code are told.
 */
export function explainFailure(error: unknown): string {
  if (error instanceof InvalidConfig) return error.message
  if (error instanceof SettingsError) return explain(error)
  if (error instanceof KintoneError) return `kintone did not do it: ${error.message}. Look with doctor.`
  if (error instanceof DirectoryInUse) return directoryInUse
  const code = databaseCode(error)
  if (code !== null && missing.includes(code)) return otherSchema
  if (code !== null && away.test(code)) return `Postgres could not be reached (${code}). Look at DATABASE_URL.`
  const kind = error instanceof Error ? error.name : 'unknown error'
  return code === null ? `It failed: ${kind}` : `It failed: ${kind} (${code})`
}

const directoryInUse =
  'A portal runs on this data directory (DATA_DIR), and the embedded database serves one process only: stop bin/dev first, or use Postgres (DATABASE_URL).'
const otherSchema =
  "The database is not on this version's schema: run migrate with the same image, or start the portal."

/** A table, a column or a schema that is not there. */
const missing = ['42P01', '42703', '3F000']
/** Not reached, not let in, no such database, shutting down. */
const away = /^(E[A-Z_]+|28\w{3}|3D000|57P\d\d|08\w{3})$/
