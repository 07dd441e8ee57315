import { type Html, html } from '../http/html'
import { type Field, sortedOptions } from '../kintone/field'
import { displayText } from '../kintone/record-json'
import { filesOf, listOf, rowsOf, type TableRow, textOf, type Value } from '../storage/values'
import { localDateTime } from './local-time'

/** Names of form fields: `f:<code>`, and `t:<table>:<row>:<code>` inside a table. */
export function fieldInput(field: Field, value: Value | undefined, isCopied: boolean): Html {
  if (field.type === 'SUBTABLE') return table(field, rowsOf(value))
  const name = `f:${field.code}`
  const label = `${field.label}${field.required ? '（必須）' : ''}${field.lookup ? '（ルックアップ）' : ''}`
  if (isCopied) return html`<div class="field"><strong>${label}</strong><div>${displayText(value) || '—'}</div></div>`
  if (field.type === 'CHECK_BOX' || field.type === 'MULTI_SELECT') {
    return html`<fieldset><legend>${label}</legend><div class="choices">${choices(field, name, listOf(value))}</div></fieldset>`
  }
  if (field.type === 'FILE') return files(label, name, value)
  return html`<div class="field"><label for="${name}">${label}</label>${control(field, name, value)}</div>`
}

const choices = (field: Field, name: string, chosen: readonly string[]): Html[] =>
  sortedOptions(field).map(
    (option) =>
      html`<label><input type="checkbox" name="${name}" value="${option}"${chosen.includes(option) ? html` checked` : ''}>${option}</label>`,
  )

function control(field: Field, name: string, value: Value | undefined): Html {
  const text = textOf(value)
  switch (field.type) {
    case 'DROP_DOWN':
    case 'RADIO_BUTTON':
      return html`<select id="${name}" name="${name}"><option value="">（なし）</option>${sortedOptions(field).map(
        (option) => html`<option${option === text ? html` selected` : ''}>${option}</option>`,
      )}</select>`
    case 'MULTI_LINE_TEXT':
    case 'RICH_TEXT':
      return html`<textarea id="${name}" name="${name}">
${text}</textarea>`
    case 'DATE':
      return html`<input id="${name}" name="${name}" type="date" value="${text}">`
    case 'TIME':
      return html`<input id="${name}" name="${name}" type="time" value="${text}">`
    case 'DATETIME':
      return html`<input id="${name}" name="${name}" type="datetime-local" value="${localDateTime(text)}">`
    case 'NUMBER':
      return html`<input id="${name}" name="${name}" inputmode="decimal" value="${text}"> ${unit(field)}`
    default:
      return html`<input class="wide" id="${name}" name="${name}" value="${text}">`
  }
}

const unit = (field: Field): string => (typeof field.unit === 'string' ? field.unit : '')

function files(label: string, name: string, value: Value | undefined): Html {
  const kept = filesOf(value).map(
    (file) =>
      html`<label><input type="checkbox" name="keep:${name}" value="${file.fileKey}" checked>残す</label> <a href="/files/${encodeURIComponent(file.fileKey)}">${file.name}</a>（${file.size}バイト）<br>`,
  )
  return html`<div class="field"><label for="${name}">${label}</label>${kept}<input id="${name}" name="${name}" type="file" multiple></div>`
}

/** The rows, and one empty row to add another. */
function table(field: Field, rows: readonly TableRow[]): Html {
  const inner = Object.values(field.fields ?? {})
  const lines = [...rows, undefined].map((row, index) => {
    const prefix = `t:${field.code}:${index}`
    const cells = inner.map((one) => html`<td>${cell(one, `${prefix}:${one.code}`, row?.value[one.code])}</td>`)
    const remove = row
      ? html`<label><input type="checkbox" name="${prefix}:$delete" value="1">削除</label>`
      : html`追加`
    return html`<tr>${cells}<td><input type="hidden" name="${prefix}:$id" value="${row?.id ?? ''}">${remove}</td></tr>`
  })
  return html`<fieldset><legend>${field.label}</legend><div class="scroll"><table><thead><tr>${inner.map((one) => html`<th scope="col">${one.label}</th>`)}<th></th></tr></thead><tbody>${lines}</tbody></table></div></fieldset>`
}

const cell = (field: Field, name: string, value: Value | undefined): Html =>
  field.type === 'CHECK_BOX' || field.type === 'MULTI_SELECT'
    ? html`${choices(field, name, listOf(value))}`
    : control(field, name, value)
