import { Database as Sqlite } from 'bun:sqlite'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

export class DirectoryInUse extends Error {
  override name = 'DirectoryInUse'
}

const held = new Set<Sqlite>()

/**
 * Takes an exclusive lock on a data directory and returns the function that gives it back.
 * PGlite has no lock of its own: two processes on one directory lose acknowledged rows without an error.
 * The lock is SQLite's file lock, which the operating system drops when the process dies, so it is never stale.
 * Throws DirectoryInUse.
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true })
  const lock = new Sqlite(join(directory, 'lock.sqlite'), { create: true })
  try {
    lock.run('BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    throw new DirectoryInUse(`The data directory ${directory} is in use by another process.`)
  }
  // A handle that nobody holds is collected, and its lock goes with it.
  held.add(lock)
  return () => {
    held.delete(lock)
    lock.close()
  }
}
