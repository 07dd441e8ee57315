import { type Call, isObject } from '../http/call'
import type { App } from '../kintone/app'
import { builtInTypes, type Field, isRecorded } from '../kintone/field'
import { copiedCodes } from '../kintone/lookup'
import type { TableRow, Value, Values } from '../storage/values'
import type { World } from '../world'
import { toInstant } from './local-time'

type RecordInput = Record<string, { value: unknown }>

export function readForm(call: Call): Promise<FormData> {
  const headers = { 'content-type': call.headers['content-type'] ?? 'application/x-www-form-urlencoded' }
  return new Response(new Uint8Array(call.body), { headers }).formData()
}

/** The form as the record a client would send. Uploads are stored on the way. */
export async function recordOf(world: World, app: App, form: FormData): Promise<RecordInput> {
  const copied = copiedCodes(app)
  const input: RecordInput = {}
  for (const field of Object.values(app.properties)) {
    if (!isRecorded(field) || builtInTypes.has(field.type) || copied.has(field.code)) continue
    if (field.type === 'SUBTABLE') input[field.code] = { value: rows(field, form) }
    else if (field.type === 'FILE') input[field.code] = { value: await files(world, `f:${field.code}`, form) }
    else input[field.code] = { value: cellValue(field, form.getAll(`f:${field.code}`)) }
  }
  return input
}

function cellValue(field: Field, sent: readonly unknown[]): unknown {
  const texts = sent.map(String)
  if (field.type === 'CHECK_BOX' || field.type === 'MULTI_SELECT') return texts
  const text = (texts[0] ?? '').replace(/\r\n/g, '\n')
  return field.type === 'DATETIME' ? toInstant(text) : text
}

function rows(field: Field, form: FormData): unknown[] {
  const inner = Object.values(field.fields ?? {})
  const found: unknown[] = []
  for (let index = 0; form.has(`t:${field.code}:${index}:$id`); index += 1) {
    const prefix = `t:${field.code}:${index}`
    if (form.has(`${prefix}:$delete`)) continue
    const cells = inner.map(
      (one) => [one.code, { value: cellValue(one, form.getAll(`${prefix}:${one.code}`)) }] as const,
    )
    const id = String(form.get(`${prefix}:$id`) ?? '')
    const isBlank = cells.every(([, { value }]) => value === '' || (Array.isArray(value) && value.length === 0))
    if (id !== '' || !isBlank) found.push({ ...(id !== '' && { id }), value: Object.fromEntries(cells) })
  }
  return found
}

/** What was entered, to show it again beside what is wrong with it. */
export function enteredValues(world: World, app: App, input: RecordInput): Values {
  const entered: Record<string, Value> = {}
  for (const [code, { value }] of Object.entries(input)) {
    const field = app.properties[code]
    if (field?.type === 'SUBTABLE' && Array.isArray(value)) entered[code] = value.map(enteredRow)
    else if (field?.type === 'FILE' && Array.isArray(value))
      entered[code] = value.flatMap((one) => enteredFile(world, one))
    else entered[code] = enteredCell(value)
  }
  return entered
}

const enteredFile = (world: World, file: unknown) => (isObject(file) && world.files.find(String(file.fileKey))) || []

function enteredRow(row: unknown): TableRow {
  const cells = isObject(row) && isObject(row.value) ? row.value : {}
  const value = Object.entries(cells).map(([code, cell]) => [code, enteredCell(isObject(cell) ? cell.value : '')])
  return { id: isObject(row) && typeof row.id === 'string' ? row.id : '', value: Object.fromEntries(value) }
}

const enteredCell = (value: unknown): Value => (Array.isArray(value) ? value.map(String) : String(value ?? ''))

async function files(world: World, name: string, form: FormData): Promise<{ fileKey: string }[]> {
  const keys = [...form.getAll(`keep:${name}`).map(String), ...(await storeUploads(world, name, form))]
  return keys.map((fileKey) => ({ fileKey }))
}

/** Keys of the files chosen in one input. */
export async function storeUploads(world: World, name: string, form: FormData): Promise<string[]> {
  const added: string[] = []
  for (const file of form.getAll(name)) {
    if (typeof file === 'string' || file.size === 0) continue
    const bytes = new Uint8Array(await file.arrayBuffer())
    const upload = { name: file.name, contentType: file.type || 'application/octet-stream', bytes }
    added.push(world.files.upload(upload, world.clock.now()))
  }
  return added
}
