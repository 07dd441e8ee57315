import type { Database } from 'bun:sqlite'
import type { AttachedFile } from './values'

export type Upload = { readonly name: string; readonly contentType: string; readonly bytes: Uint8Array }
export type FileStore = ReturnType<typeof openFileStore>

type FileRow = { key: string; name: string; content_type: string; bytes: Uint8Array; attached: number }

/** An upload has a short temporary key; attaching copies it under a different, long key that can be downloaded. */
export function openFileStore(db: Database) {
  const insert = db.query(
    'insert into files (key, name, content_type, bytes, attached, uploaded_at) values (?, ?, ?, ?, ?, ?)',
  )
  const find = (key: string) => db.query<FileRow, [string]>('select * from files where key = ?').get(key) ?? undefined
  const open = (key: string): Upload | undefined => {
    const file = find(key)
    return file && { name: file.name, contentType: file.content_type, bytes: file.bytes }
  }

  return {
    upload({ name, contentType, bytes }: Upload, now: Date): string {
      const key = crypto.randomUUID()
      insert.run(key, name, contentType, bytes, 0, now.getTime())
      return key
    },
    /** Undefined when the key is unknown. A key that is attached already is kept as it is. */
    attach(key: string, now: Date): AttachedFile | undefined {
      const file = find(key)
      if (!file) return undefined
      const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14)
      const fileKey = file.attached ? key : `${stamp}${crypto.randomUUID().replaceAll('-', '').toUpperCase()}`
      if (!file.attached) insert.run(fileKey, file.name, file.content_type, file.bytes, 1, now.getTime())
      return { contentType: file.content_type, fileKey, name: file.name, size: String(file.bytes.length) }
    },
    /** As a record would show it; also a file that is not attached yet. */
    find(key: string): AttachedFile | undefined {
      const file = find(key)
      return file && { contentType: file.content_type, fileKey: key, name: file.name, size: String(file.bytes.length) }
    },
    /** Through the API: only what is attached. */
    download(key: string): Upload | undefined {
      return find(key)?.attached ? open(key) : undefined
    },
    open,
  }
}
