import { toSecond } from '../clock'
import { type Call, type Reply, seeOther } from '../http/call'
import type { App } from '../kintone/app'
import { KintoneError, type Problems } from '../kintone/errors'
import { staff } from '../kintone/people'
import { checkRevision } from '../kintone/record'
import { invalid } from '../kintone/refusals'
import type { Session } from '../kintone/session'
import { addRecord, changeRecord } from '../kintone/write-record'
import type { Row } from '../storage/record-store'
import type { World } from '../world'
import { enteredValues, readForm, recordOf } from './read-form'
import { recordPage } from './record-page'

const sessionOf = (world: World, call: Call): Session => ({
  world,
  call,
  actor: { kind: 'person', person: staff },
  isBulk: false,
  events: [],
})

/** Saves through the same rules as the API, and announces it through the webhook. */
export async function saveRecord(world: World, call: Call, app: App, row: Row | undefined): Promise<Reply> {
  const form = await readForm(call)
  const input = await recordOf(world, app, form)
  const session = sessionOf(world, call)
  try {
    const saved = world.records.transaction(() => store(session, app, row, input, Number(form.get('revision'))))
    world.webhooks.announce(world, session.events)
    return seeOther(`/apps/${app.id}/records/${saved.id}?saved=1`)
  } catch (error) {
    if (!(error instanceof KintoneError)) throw error
    return recordPage(world, { app, ...(row && { row }), entered: enteredValues(app, input), problems: explain(error) })
  }
}

function store(session: Session, app: App, row: Row | undefined, input: unknown, revision: number): Row {
  const problems: Problems = {}
  const write = { app, input, base: 'record', problems }
  if (row) checkRevision(row, revision || undefined)
  const saved = row ? changeRecord(session, write, row) : addRecord(session, write)
  if (!saved) throw invalid(problems)
  return saved
}

function explain(error: KintoneError): string[] {
  const problems = Object.entries(error.problems ?? {})
  if (problems.length === 0) return [error.text.ja]
  return problems.map(([key, texts]) => {
    const code = /\.([^.[\]]+)\.values?(?:\[\d+\])?(?:\.value)?$/.exec(key)?.[1] ?? key
    return `${code}: ${texts.map((text) => text.ja).join(' ')}`
  })
}

export function removeRecord(world: World, app: App, row: Row): Reply {
  world.records.transaction(() => {
    world.records.remove(app.id, row.id)
    world.comments.removeAll(app.id, row.id)
  })
  world.webhooks.announce(world, [{ type: 'DELETE_RECORD', app: app.id, record: row.id, person: staff, isBulk: false }])
  return seeOther(`/apps/${app.id}`)
}

export async function addComment(world: World, call: Call, app: App, row: Row): Promise<Reply> {
  const text = String((await readForm(call)).get('text') ?? '').trim()
  if (text !== '') {
    const createdAt = toSecond(world.clock.now())
    const comment = world.comments.add(app.id, row.id, { text, createdAt, creator: staff, mentions: [] })
    world.webhooks.announce(world, [
      { type: 'ADD_RECORD_COMMENT', app: app.id, record: row.id, comment, isBulk: false },
    ])
  }
  return seeOther(`/apps/${app.id}/records/${row.id}`)
}
