import { type Html, html } from '../http/html'
import type { App } from '../kintone/app'
import { type Field, sortedOptions } from '../kintone/field'
import { displayText } from '../kintone/record-json'
import { listOf, rowsOf, type TableRow, textOf, type Value } from '../storage/values'
import { fileField } from './files'
import { localDateTime } from './local-time'

/** Names of form fields: `f:<code>`, and `t:<table>:<row>:<code>` inside a table. */
export function fieldInput(app: App, field: Field, value: Value | undefined, isCopied: boolean): Html {
  if (field.type === 'SUBTABLE') return table(field, rowsOf(value))
  if (field.type === 'FILE') return fileField(app, field.code, labelOf(field), value)
  if (!isCopied) return labelled(field, `f:${field.code}`, value)
  return html`<div class="field"><strong>${labelOf(field)}</strong><div>${displayText(value) || '—'}</div></div>`
}

function labelled(field: Field, name: string, value: Value | undefined): Html {
  const label = labelOf(field)
  return field.type === 'CHECK_BOX' || field.type === 'MULTI_SELECT'
    ? html`<fieldset><legend>${label}</legend><div class="choices">${choices(field, name, listOf(value))}</div></fieldset>`
    : html`<div class="field"><label for="${name}">${label}</label>${control(field, name, value)}</div>`
}

function labelOf({ label, unit, required, lookup }: Field): string {
  const notes = [typeof unit === 'string' ? unit : '', required ? '必須' : '', lookup ? 'ルックアップ' : '']
  return [label, ...notes.filter((note) => note !== '').map((note) => `（${note}）`)].join('')
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
      return html`<input id="${name}" name="${name}" inputmode="decimal" value="${text}">`
    default:
      return html`<input class="wide" id="${name}" name="${name}" value="${text}">`
  }
}

/** The rows, and one empty row to add another. */
function table(field: Field, rows: readonly TableRow[]): Html {
  const inner = Object.values(field.fields ?? {})
  const lines = [...rows, undefined].map((row, index) => {
    const prefix = `t:${field.code}:${index}`
    const cells = inner.map((one) => labelled(one, `${prefix}:${one.code}`, row?.value[one.code]))
    const remove = html`<label class="tick"><input type="checkbox" name="${prefix}:$delete" value="1">この行を削除</label>`
    return html`<fieldset class="line"><legend>${row ? `${index + 1}行目` : '追加する行'}</legend><input type="hidden" name="${prefix}:$id" value="${row?.id ?? ''}"><div class="fields">${cells}${row && remove}</div></fieldset>`
  })
  return html`<fieldset><legend>${field.label}</legend>${lines}</fieldset>`
}
