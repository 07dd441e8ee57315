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
import { fieldInput } from './field-input'
import { links } from './links'
import { localDateTime } from './local-time'

export type RecordView = {
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
  const inputs = fields.map((field) => fieldInput(field, values[field.code], copied.has(field.code)))
  const body = html`${notices(view)}<p><a href="/apps/${app.id}">${app.name}の一覧へ</a></p>
<form method="post" action="${path}" enctype="multipart/form-data">
<input type="hidden" name="revision" value="${row?.revision ?? ''}">${inputs}<p><button>保存する</button></p></form>
${
  row &&
  html`${stamps(app, row)}${comments(world, app, row, path)}
<form method="post" action="${path}/delete"><button class="danger">このレコードを削除する</button></form>`
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
    return type.endsWith('_TIME')
      ? localDateTime(textOf(row.values[code])).replace('T', ' ')
      : displayText(row.values[code])
  }
  return html`<h2>記録</h2><div class="scroll"><table>${shown.map((field) => html`<tr><th scope="row">${field.label}</th><td>${text(field.code, field.type)}</td></tr>`)}
<tr><th scope="row">リビジョン</th><td>${row.revision}</td></tr></table></div>`
}

function comments(world: World, app: App, row: Row, path: string): Html {
  const list = world.comments.list(app.id, row.id).toReversed()
  return html`<h2>コメント</h2>${list.map((one) => html`<div class="card"><div class="muted">${one.creator.name}　${localDateTime(one.createdAt).replace('T', ' ')}</div><pre>${one.text}</pre></div>`)}
<form method="post" action="${path}/comments"><div class="field"><label for="comment">コメントを書く</label><textarea id="comment" name="text" required></textarea></div><button class="quiet">書き込む</button></form><br>`
}
