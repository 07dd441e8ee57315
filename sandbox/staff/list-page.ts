import type { Reply } from '../http/call'
import { type Html, html } from '../http/html'
import { page } from '../http/page'
import type { App } from '../kintone/app'
import { isRecorded } from '../kintone/field'
import { displayText } from '../kintone/record-json'
import type { Row } from '../storage/record-store'
import { textOf } from '../storage/values'
import type { World } from '../world'
import { links } from './links'
import { localDateTime } from './local-time'

const pageSize = 50
const maxColumns = 7

/** What staff look at first in each app; other apps show their first fields. */
const columns: Record<string, readonly string[]> = {
  PW_TALENT: ['auth_user_id', '氏名', 'メールアドレス', '都道府県', '稼働可能時期', 'ST', '更新日時'],
  PW_JOB: ['案件ID', '案件名', '募集ステータス', '掲載用ステータス', '掲載単価', '掲載日', '更新日時'],
  PW_APPLICATION: ['応募キー', '案件名', '対応状況', '面談日', '回答予定日', '更新日時'],
  PW_RECOMMENDATION: ['推薦キー', '適合スコア', '担当者おすすめ', '担当者コメント', '更新日時'],
  PW_INQUIRY: ['種別', '氏名', '対応ステータス', '問い合わせ内容', '受付日時'],
  PW_ANNOUNCEMENT: ['掲載種別', '掲載開始日', '掲載終了日', '通知内容'],
}

export function listPage(world: World, app: App, search: URLSearchParams): Reply {
  const words = search.get('q') ?? ''
  const number = Math.max(1, Math.floor(Number(search.get('page'))) || 1)
  const found = [...world.records.table(app.id).rows.values()].reverse().filter((row) => contains(app, row, words))
  const rows = found.slice((number - 1) * pageSize, number * pageSize)
  const shown = columns[app.code] ?? firstColumns(app)
  const body = html`<form class="row" action="/apps/${app.id}"><label for="q">検索</label>
<input id="q" name="q" type="search" value="${words}"><button>検索する</button>
<a href="/apps/${app.id}/records/new">レコードを追加</a></form>
<p class="muted">${found.length}件</p>
<div class="scroll"><table><thead><tr><th scope="col">番号</th>${shown.map((code) => html`<th scope="col">${app.properties[code]?.label ?? code}</th>`)}</tr></thead>
<tbody>${rows.map((row) => line(app, row, shown))}</tbody></table></div>${pager(app, words, number, found.length)}`
  return page({ title: app.name, body, links: links(world) })
}

const firstColumns = (app: App): string[] =>
  Object.values(app.properties)
    .filter((field) => isRecorded(field) && field.type !== 'SUBTABLE')
    .slice(0, maxColumns)
    .map((field) => field.code)

const line = (app: App, row: Row, shown: readonly string[]): Html =>
  html`<tr><td><a href="/apps/${app.id}/records/${row.id}">${row.id}</a></td>${shown.map((code) => html`<td>${cell(app, row, code)}</td>`)}</tr>`

function cell(app: App, row: Row, code: string): string {
  const type = app.properties[code]?.type ?? ''
  if (type.endsWith('TIME') && type !== 'TIME') return localDateTime(textOf(row.values[code])).replace('T', ' ')
  const text = displayText(row.values[code])
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
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

function pager(app: App, words: string, number: number, total: number): Html | undefined {
  const last = Math.ceil(total / pageSize)
  if (last <= 1) return undefined
  const link = (to: number, label: string): Html =>
    html`<a href="/apps/${app.id}?${new URLSearchParams({ q: words, page: String(to) }).toString()}">${label}</a>`
  return html`<p class="row">${number > 1 && link(number - 1, '前の50件')} <span>${number} / ${last}</span> ${number < last && link(number + 1, '次の50件')}</p>`
}
