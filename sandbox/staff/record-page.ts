import type { Reply } from '../http/call'
import { type Html, html } from '../http/html'
import { page } from '../http/page'
import type { App } from '../kintone/app'
import { builtInTypes, isRecorded } from '../kintone/field'
import { copiedCodes } from '../kintone/lookup'
import { displayText } from '../kintone/record-json'
import { defaultValue } from '../kintone/values/defaults'
import type { Row } from '../storage/record-store'
import { textOf, type Values } from '../storage/values'
import type { World } from '../world'
import { commentRegion } from './comments'
import { fieldInput } from './field-input'
import { links } from './links'
import { shownTime } from './local-time'

type RecordView = {
  readonly app: App
  readonly row?: Row
  /** Answers of a form that could not be saved. */
  readonly entered?: Values
  readonly notice?: string
  readonly problems?: readonly string[]
}

export function recordPage(world: World, view: RecordView): Reply {
  const { app, row } = view
  const values = { ...(row?.values ?? defaults(app, world.clock.now())), ...view.entered }
  const path = `/apps/${app.id}/records/${row?.id ?? 'new'}`
  const copied = copiedCodes(app)
  const fields = Object.values(app.properties).filter((field) => isRecorded(field) && !builtInTypes.has(field.type))
  const inputs = fields.map((field) => fieldInput(app, field, values[field.code], copied.has(field.code)))
  const body = html`${notices(view)}<p><a href="/apps/${app.id}">${app.name}の一覧へ</a></p>
<form method="post" action="${path}" enctype="multipart/form-data">
<input type="hidden" name="revision" value="${row?.revision ?? ''}"><div class="fields">${inputs}</div><p class="save"><button>保存する</button></p></form>
${
  row &&
  html`${commentRegion(world, app, row)}${stamps(app, row)}
<details><summary>レコードを削除</summary><form method="post" action="${path}/delete"><button class="danger">このレコードを削除する</button></form></details>`
}`
  const title = row ? `${app.name} ${row.id}` : `${app.name}を追加`
  return page({ title, body, links: links(world) }, view.problems ? 422 : 200)
}

const defaults = (app: App, now: Date): Values =>
  Object.fromEntries(Object.values(app.properties).map((field) => [field.code, defaultValue(field, now)]))

function notices({ notice, problems }: RecordView): Html {
  return html`${notice && html`<p class="notice" role="status">${notice}</p>`}
${problems && html`<div class="notice error" role="alert"><p>保存できませんでした。</p><ul>${problems.map((text) => html`<li>${text}</li>`)}</ul></div>`}`
}

function stamps(app: App, row: Row): Html {
  const shown = Object.values(app.properties).filter((field) => builtInTypes.has(field.type) && isRecorded(field))
  const text = (code: string, type: string): string => {
    if (type === 'RECORD_NUMBER') return String(row.id)
    return type.endsWith('_TIME') ? shownTime(textOf(row.values[code])) : displayText(row.values[code])
  }
  return html`<h2>記録</h2><div class="scroll"><table>${shown.map((field) => html`<tr><th scope="row">${field.label}</th><td>${text(field.code, field.type)}</td></tr>`)}
<tr><th scope="row">リビジョン</th><td>${row.revision}</td></tr></table></div>`
}
