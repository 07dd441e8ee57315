import { type Clock, createClock } from './clock'
import { createFaults, type Faults } from './control/faults'
import { createMeter, type Meter } from './control/meter'
import { type Cursors, createCursors } from './kintone/cursors'
import { type AppStore, openAppStore } from './storage/app-store'
import { type CommentStore, openCommentStore } from './storage/comment-store'
import { openDatabase } from './storage/database'
import { type DraftStore, openDraftStore } from './storage/draft-store'
import { type FileStore, openFileStore } from './storage/file-store'
import { type MailStore, openMailStore } from './storage/mail-store'
import { openRecordStore, type RecordStore } from './storage/record-store'
import { openSettingsStore, type SettingsStore } from './storage/settings-store'
import { createWebhooks, type Webhooks } from './webhooks/webhooks'

/** Everything one sandbox knows. Two of them in one process share nothing. */
export type World = {
  readonly clock: Clock
  readonly records: RecordStore
  readonly apps: AppStore
  readonly drafts: DraftStore
  readonly files: FileStore
  readonly comments: CommentStore
  readonly mails: MailStore
  readonly settings: SettingsStore
  readonly cursors: Cursors
  readonly faults: Faults
  readonly meter: Meter
  readonly webhooks: Webhooks
  /** Requests to kintone that are being answered right now. */
  /** kintone's calls at this moment, and the most there ever were at once. */
  readonly running: { count: number; peak: number }
  /** http://localhost:PORT, known once it listens. */
  readonly address: { kintone: string; mail: string }
  /** Empties records, files, comments and mails; settings and apps stay. */
  empty(): void
  /** Aborted when the sandbox stops: nothing may touch the data afterwards. */
  readonly stopping: AbortSignal
  close(): void
}

export function openWorld(dataDir: string | undefined, source: () => Date): World {
  const db = openDatabase(dataDir)
  const clock = createClock(source)
  const records = openRecordStore(db)
  const apps = openAppStore(db, records, clock.now().toISOString())
  const settings = openSettingsStore(db)
  const faults = createFaults()
  const cursors = createCursors()
  const stop = new AbortController()
  const address = { kintone: '', mail: '' }
  return {
    clock,
    records,
    apps,
    settings,
    faults,
    cursors,
    address,
    drafts: openDraftStore(db, apps),
    files: openFileStore(db),
    comments: openCommentStore(db),
    mails: openMailStore(db),
    meter: createMeter(clock.now),
    webhooks: createWebhooks({ clock, settings, faults }),
    running: { count: 0, peak: 0 },
    empty() {
      db.run('begin immediate')
      for (const table of ['records', 'counters', 'comments', 'files', 'mails']) db.run(`delete from ${table}`)
      db.run('commit')
      records.forget()
      apps.rewatch()
      cursors.clear()
    },
    stopping: stop.signal,
    close() {
      stop.abort()
      db.close()
    },
  }
}
