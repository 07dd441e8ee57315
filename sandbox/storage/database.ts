import { Database } from 'bun:sqlite'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

const tables = `
  create table if not exists apps (id integer primary key, definition text not null, deployed_by_api integer not null default 0);
  create table if not exists drafts (app integer primary key, definition text not null);
  create table if not exists counters (app integer primary key, last_record integer not null, last_row integer not null);
  create table if not exists records (app integer not null, id integer not null, revision integer not null,
    fields text not null, primary key (app, id)) without rowid;
  create table if not exists comments (app integer not null, record integer not null, id integer not null,
    comment text not null, primary key (app, record, id)) without rowid;
  create table if not exists files (key text primary key, name text not null, content_type text not null,
    bytes blob not null, attached integer not null, uploaded_at integer not null);
  create table if not exists mails (id integer primary key, mail text not null);
  create table if not exists settings (name text primary key, value text not null);
`

/**
 * Opens the sandbox's only file, or memory when no folder is given.
 * WAL with synchronous=NORMAL hands every commit to the operating system before the answer leaves:
 * it survives kill -9. Only a power cut could lose the last commits, which a sandbox may.
 * The exclusive lock keeps a second sandbox off the same folder and dies with the process.
 */
export function openDatabase(dataDir: string | undefined): Database {
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true })
  const db = new Database(dataDir === undefined ? ':memory:' : join(dataDir, 'sandbox.sqlite'), { create: true })
  try {
    db.run('pragma busy_timeout = 0')
    db.run('pragma locking_mode = exclusive')
    db.run('pragma journal_mode = wal')
    db.run('pragma synchronous = normal')
    db.run(tables)
    db.run('begin exclusive')
    db.run('commit')
    return db
  } catch (error) {
    db.close()
    if (error instanceof Error && /locked|busy/i.test(error.message)) throw new DataFolderInUse(dataDir ?? '')
    throw error
  }
}

export class DataFolderInUse extends Error {
  constructor(folder: string) {
    super(`another sandbox is using the data folder ${folder}`)
  }
}
