import { Database } from 'bun:sqlite'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DirectoryInUse, lockDirectory } from '../../src/db/directory-lock'

/** A longer log of earlier runs is put aside at the start, and the one put aside before is dropped. */
const maximumLogBytes = 10_000_000

export type DataFolder = ReturnType<typeof openDataFolder>

/**
 * Takes the data folder for this run. The lock lies in a folder of its own, because the portal locks its database's
 * folder by itself. Throws DirectoryInUse.
 */
export function openDataFolder(root: string, { resets }: { resets: boolean }) {
  const portal = join(root, 'portal')
  const sandbox = join(root, 'sandbox')
  const secretFile = join(root, 'auth-secret')
  const logFile = join(root, 'portal.log')
  const unlock = lockFolder(root)
  if (resets) {
    lockDirectory(portal)()
    refuseRunningSandbox(sandbox)
    // Only what this command made: DATA_DIR may be anything.
    for (const path of [portal, sandbox, secretFile, logFile, `${logFile}.1`])
      rmSync(path, { recursive: true, force: true })
  }
  if (existsSync(logFile) && statSync(logFile).size > maximumLogBytes) renameSync(logFile, `${logFile}.1`)
  return { root, portal, sandbox, logFile, authSecret: readSecret(secretFile), unlock }
}

function lockFolder(root: string): () => void {
  try {
    return lockDirectory(join(root, 'dev'))
  } catch (error) {
    if (error instanceof DirectoryInUse)
      throw new DirectoryInUse(`Another bin/dev is running on the data folder ${root}.`)
    throw error
  }
}

/** A sandbox started by hand holds its own lock on its own file. */
function refuseRunningSandbox(folder: string): void {
  const file = join(folder, 'sandbox.sqlite')
  if (!existsSync(file)) return
  const database = new Database(file)
  try {
    database.run('begin exclusive')
  } catch {
    throw new DirectoryInUse(`A sandbox is running on the data folder ${folder}.`)
  } finally {
    database.close()
  }
}

/** Kept, so that sessions outlive a restart. */
function readSecret(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('hex')
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, `${secret}\n`)
  chmodSync(file, 0o600)
  return secret
}
