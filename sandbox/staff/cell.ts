import { type Call, type Reply, seeOther } from '../http/call'
import { html, htmlReply } from '../http/html'
import { notice, wantsRegion } from '../http/page'
import type { App } from '../kintone/app'
import { KintoneError } from '../kintone/errors'
import type { Row } from '../storage/record-store'
import type { World } from '../world'
import { change, explain } from './actions'
import { listAddress, placeOf } from './list-page'
import { isQuick, listRow } from './list-row'
import { readForm } from './read-form'
import { recordPage } from './record-page'
import { asStaff } from './staff-session'

/** Changes one field from the list: 対応状況, 担当者おすすめ and the like. */
export async function changeCell(world: World, call: Call, app: App, row: Row): Promise<Reply | undefined> {
  const form = await readForm(call)
  const field = app.properties[String(form.get('code'))]
  if (!isQuick(field)) return undefined
  const place = placeOf(form)
  const input = { [field.code]: { value: String(form.get('value') ?? '') } }
  try {
    const saved = asStaff(world, call, (session) => change(session, app, row, input, form))
    if (!wantsRegion(call)) return seeOther(`${listAddress(app, place)}#record-${row.id}`)
    const text = `レコード ${row.id} の${field.label}を保存しました。`
    return htmlReply(html`${listRow(app, saved, place)}${notice(text)}`)
  } catch (error) {
    if (!(error instanceof KintoneError)) throw error
    const problems = explain(error)
    if (!wantsRegion(call)) return recordPage(world, { app, row, problems })
    return htmlReply(listRow(app, row, place, `保存できませんでした。${problems.join(' ')}`), error.status)
  }
}
