import { type Call, type Reply, seeOther } from '../http/call'
import type { App } from '../kintone/app'
import { KintoneError, type Problems } from '../kintone/errors'
import { checkRevision } from '../kintone/record'
import { deleteRecord } from '../kintone/records'
import { invalid } from '../kintone/refusals'
import type { Session } from '../kintone/session'
import { addRecord, changeRecord } from '../kintone/write-record'
import type { Row } from '../storage/record-store'
import type { World } from '../world'
import { enteredValues, readForm, recordOf } from './read-form'
import { recordPage } from './record-page'
import { asStaff } from './staff-session'

/** Saves through the same rules as the API, and announces it through the webhook. */
export async function saveRecord(world: World, call: Call, app: App, row: Row | undefined): Promise<Reply> {
  const form = await readForm(call)
  const input = await recordOf(world, app, form)
  try {
    const saved = asStaff(world, call, (session) =>
      row ? change(session, app, row, input, form) : store(addRecord, session, app, input),
    )
    return seeOther(`/apps/${app.id}/records/${saved.id}?saved=1`)
  } catch (error) {
    if (!(error instanceof KintoneError)) throw error
    const entered = enteredValues(world, app, input)
    return recordPage(world, { app, ...(row && { row }), entered, problems: explain(error) })
  }
}

/** Writes the fields into the record the form was made from: an older revision is refused. */
export function change(session: Session, app: App, row: Row, input: unknown, form: FormData): Row {
  checkRevision(row, Number(form.get('revision')) || undefined)
  return store((one, write) => changeRecord(one, write, row), session, app, input)
}

function store(write: typeof addRecord, session: Session, app: App, input: unknown): Row {
  const problems: Problems = {}
  const saved = write(session, { app, input, base: 'record', problems })
  if (!saved) throw invalid(problems)
  return saved
}

export function explain(error: KintoneError): string[] {
  const problems = Object.entries(error.problems ?? {})
  if (problems.length === 0) return [error.text.ja]
  return problems.map(([key, texts]) => {
    const code = /\.([^.[\]]+)\.values?(?:\[\d+\])?(?:\.value)?$/.exec(key)?.[1] ?? /\[([^\d\]][^\]]*)\]/.exec(key)?.[1]
    return `${code ?? key}: ${texts.map((text) => text.ja).join(' ')}`
  })
}

export function removeRecord(world: World, call: Call, app: App, row: Row): Reply {
  asStaff(world, call, (session) => deleteRecord(session, app, row))
  return seeOther(`/apps/${app.id}`)
}
