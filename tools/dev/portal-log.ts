import { appendFileSync } from 'node:fs'
import { type Child, eachLine } from './children'

type Entry = { level?: string; event?: string; app?: string; message?: string; error?: { message?: string } }

/** Keeps everything the portal says in a file and shows what deserves attention; `onEntry` sees each JSON line. */
export function keepPortalLog(portal: Child, file: string, onEntry: (entry: Entry) => void): void {
  void eachLine(portal.output, (line) => {
    appendFileSync(file, `${line}\n`)
    const entry = parse(line)
    if (entry === null) return
    if (entry.level === 'warn' || entry.level === 'error') process.stderr.write(`${shorten(entry)}\n`)
    onEntry(entry)
  })
  void eachLine(portal.errors, (line) => {
    appendFileSync(file, `${line}\n`)
    process.stderr.write(`[portal] ${line}\n`)
  })
}

function parse(line: string): Entry | null {
  try {
    const entry: unknown = JSON.parse(line)
    return typeof entry === 'object' ? (entry as Entry | null) : null
  } catch {
    return null
  }
}

function shorten({ level, event, app, message, error }: Entry): string {
  return [`[portal] ${level} ${event}`, app, message ?? error?.message].filter(Boolean).join(' · ').slice(0, 200)
}
