import { type Html, html } from '../http/html'
import type { App } from '../kintone/app'
import { type Field, isRecorded, sortedOptions } from '../kintone/field'
import { displayText } from '../kintone/record-json'
import type { Row } from '../storage/record-store'
import { textOf } from '../storage/values'
import { shownTime } from './local-time'

const maxColumns = 7
const maxCellText = 80

/** What staff look at first in each app; other apps show their first fields. */
const columns: Record<string, readonly string[]> = {
  PW_TALENT: ['auth_user_id', '氏名', 'メールアドレス', '都道府県', '稼働可能時期', 'ST', '更新日時'],
  PW_JOB: ['案件ID', '案件名', '募集ステータス', '掲載用ステータス', '掲載単価', '掲載日', '更新日時'],
  PW_APPLICATION: ['応募キー', '案件名', '対応状況', '面談日', '回答予定日', '更新日時'],
  PW_RECOMMENDATION: ['推薦キー', '適合スコア', '担当者おすすめ', '担当者コメント', '更新日時'],
  PW_INQUIRY: ['種別', '氏名', '対応ステータス', '問い合わせ内容', '受付日時'],
  PW_ANNOUNCEMENT: ['掲載種別', '掲載開始日', '掲載終了日', '通知内容'],
}

/** What staff change all day, so it can be changed without opening the record. */
const quickCodes = new Set(['対応状況', '対応ステータス', '担当者おすすめ', '募集ステータス', '掲載用ステータス'])

export const isQuick = (field: Field | undefined): field is Field => field !== undefined && quickCodes.has(field.code)

/** Where the list stands, so that a change without scripts leads back to it. */
export type ListPlace = { readonly words: string; readonly number: number }

export const shownColumns = (app: App): readonly string[] =>
  columns[app.code] ??
  Object.values(app.properties)
    .filter((field) => isRecorded(field) && field.type !== 'SUBTABLE')
    .slice(0, maxColumns)
    .map((field) => field.code)

export function listRow(app: App, row: Row, place: ListPlace, problem?: string): Html {
  const cells = shownColumns(app).map((code) => {
    const field = app.properties[code]
    const shown = isQuick(field) ? quickForm(app, row, field, place) : html`${cellText(app, row, code)}`
    return html`<td role="cell" data-label="${field?.label ?? code}" data-type="${field?.type}">${shown}</td>`
  })
  const warning = problem !== undefined && html`<p class="notice error" role="alert">${problem}</p>`
  return html`<tr role="row" id="record-${row.id}"><td role="cell" data-label="番号"><a class="number" href="/apps/${app.id}/records/${row.id}" aria-label="レコード ${row.id} を開く">${row.id}</a>${warning}</td>${cells}</tr>`
}

/** One field as a small form: a tick where there is only one option, otherwise a choice. */
function quickForm(app: App, row: Row, field: Field, { words, number }: ListPlace): Html {
  const value = textOf(row.values[field.code])
  const options = sortedOptions(field)
  const id = `cell-${row.id}-${field.code}`
  const label = `${field.label}（レコード ${row.id}）`
  const [only] = options
  const control =
    options.length === 1
      ? html`<label class="tick"><input id="${id}" type="checkbox" name="value" value="${only}" aria-label="${label}"${value === only && html` checked`}>${only}</label>`
      : html`<select id="${id}" name="value" aria-label="${label}"><option value="">（なし）</option>${options.map(
          (option) => html`<option${option === value && html` selected`}>${option}</option>`,
        )}</select>`
  return html`<form class="quick" method="post" action="/apps/${app.id}/records/${row.id}/cell" hx-post="/apps/${app.id}/records/${row.id}/cell" hx-trigger="change, submit" hx-target="#record-${row.id}" hx-swap="outerMorph">
<input type="hidden" name="code" value="${field.code}"><input type="hidden" name="revision" value="${row.revision}"><input type="hidden" name="q" value="${words}"><input type="hidden" name="page" value="${number}">${control}<noscript><button class="quiet">変更</button></noscript></form>`
}

function cellText(app: App, row: Row, code: string): string {
  const type = app.properties[code]?.type ?? ''
  if (type.endsWith('TIME') && type !== 'TIME') return shownTime(textOf(row.values[code]))
  const text = displayText(row.values[code])
  return text.length > maxCellText ? `${text.slice(0, maxCellText)}…` : text
}
