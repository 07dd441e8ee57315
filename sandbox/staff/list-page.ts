import type { Call, Reply } from '../http/call'
import { type Html, html, htmlReply } from '../http/html'
import { page, wantsRegion } from '../http/page'
import type { App } from '../kintone/app'
import { displayText } from '../kintone/record-json'
import type { Row } from '../storage/record-store'
import type { World } from '../world'
import { links } from './links'
import { type ListPlace, listRow, shownColumns } from './list-row'

const pageSize = 50

/** The records of an app, newest first; for htmx only the part below the search. */
export function listPage(world: World, app: App, call: Call): Reply {
  const place = placeOf(call.url.searchParams)
  const records = recordList(world, app, place)
  if (wantsRegion(call)) return htmlReply(records)
  const path = `/apps/${app.id}`
  const body = html`<div class="row"><form class="row" role="search" action="${path}" hx-get="${path}" hx-target="#records" hx-push-url="true" hx-trigger="submit, input changed delay:300ms from:#q" hx-sync="this:replace">
<label for="q">検索</label><input id="q" name="q" type="search" value="${place.words}"><button>検索する</button></form>
<a class="button" href="${path}/records/new">レコードを追加</a></div><div id="records">${records}</div>`
  return page({ title: app.name, body, links: links(world) })
}

export const placeOf = (fields: { get(name: string): unknown }): ListPlace => ({
  words: String(fields.get('q') ?? ''),
  number: Math.max(1, Math.floor(Number(fields.get('page'))) || 1),
})

export const listAddress = (app: App, { words, number }: ListPlace): string =>
  `/apps/${app.id}?${new URLSearchParams({ q: words, page: String(number) })}`

function recordList(world: World, app: App, place: ListPlace): Html {
  const found = [...world.records.table(app.id).rows.values()]
    .reverse()
    .filter((row) => contains(app, row, place.words))
  const rows = found.slice((place.number - 1) * pageSize, place.number * pageSize)
  const headings = ['番号', ...shownColumns(app).map((code) => app.properties[code]?.label ?? code)]
  return html`<p class="muted" role="status">${found.length}件</p><div class="scroll"><table class="records" role="table" aria-label="${app.name}のレコード"><thead role="rowgroup"><tr role="row">${headings.map((heading) => html`<th role="columnheader" scope="col">${heading}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map((row) => listRow(app, row, place))}</tbody></table></div>${pager(app, place, found.length)}`
}

function contains(app: App, row: Row, words: string): boolean {
  const wanted = words.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return true
  const text = Object.keys(app.properties)
    .map((code) => displayText(row.values[code]))
    .join('\n')
    .normalize('NFKC')
    .toLowerCase()
  return wanted.every((word) => text.includes(word))
}

function pager(app: App, { words, number }: ListPlace, total: number): Html | undefined {
  const last = Math.ceil(total / pageSize)
  if (last <= 1) return undefined
  const link = (to: number, label: string): Html =>
    html`<a class="button" href="${listAddress(app, { words, number: to })}">${label}</a>`
  return html`<nav class="row pager" aria-label="ページ">${number > 1 && link(number - 1, `前の${pageSize}件`)} <span>${number} / ${last}</span> ${number < last && link(number + 1, `次の${pageSize}件`)}</nav>`
}
