import { toSecond } from '../clock'
import { administrator } from '../kintone/people'
import { displayText, recordJson } from '../kintone/record-json'
import type { RecordEvent } from '../kintone/session'
import type { World } from '../world'

/** What kintone posts for an event, with the record as it is now. */
export function payloadOf(world: World, event: RecordEvent): Record<string, unknown> {
  const app = world.apps.find(event.app)
  const head = { id: crypto.randomUUID(), type: event.type, app: { id: event.app, name: app?.name ?? '' } }
  const url = `${world.address.kintone}/k/${event.app}/show#record=${event.record}`
  const row = world.records.table(event.app).rows.get(event.record)
  if (event.type === 'DELETE_RECORD' || !app || !row) {
    const deletedAt = toSecond(world.clock.now())
    return { ...head, recordId: String(event.record), deletedBy: event.person ?? administrator, deletedAt }
  }
  if (event.type === 'ADD_RECORD_COMMENT')
    return { ...head, recordId: String(event.record), comment: event.comment, url }
  const title = Object.values(app.properties).find((field) => field.type === 'SINGLE_LINE_TEXT')
  const recordTitle = title ? displayText(row.values[title.code]) : String(row.id)
  return { ...head, record: recordJson(app, row), recordTitle, url }
}
