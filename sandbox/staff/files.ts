import { type Call, type Reply, text } from '../http/call'
import { type Html, html, htmlReply } from '../http/html'
import { notice } from '../http/page'
import type { App } from '../kintone/app'
import { type AttachedFile, filesOf, type Value } from '../storage/values'
import type { World } from '../world'
import { readForm, storeUploads } from './read-form'

/** The files of a field, and the input that adds more: with scripts at once, without them when the form is saved. */
export function fileField(app: App, code: string, label: string, value: Value | undefined): Html {
  const name = `f:${code}`
  const path = `/apps/${app.id}/files?${new URLSearchParams({ code })}`
  return html`<div class="field wide"><label for="${name}">${label}</label><ul id="files-${code}" class="files">${filesOf(value).map((file) => keptFile(name, file))}</ul>
<input id="${name}" name="${name}" type="file" multiple hx-post="${path}" hx-encoding="multipart/form-data" hx-trigger="change" hx-target="#files-${code}" hx-swap="beforeend"></div>`
}

function keptFile(name: string, { fileKey, name: shown, size }: AttachedFile): Html {
  const link = html`<a href="/files/${encodeURIComponent(fileKey)}">${shown}</a>`
  return html`<li><label><input type="checkbox" name="keep:${name}" value="${fileKey}" checked>残す</label> ${link}（${size}バイト）</li>`
}

/** Takes the chosen files as kintone does: kept for a while, attached when the record is saved. */
export async function uploadFiles(world: World, call: Call): Promise<Reply> {
  const name = `f:${call.url.searchParams.get('code') ?? ''}`
  const files = (await storeUploads(world, name, await readForm(call))).flatMap((key) => world.files.find(key) ?? [])
  const done = `${files.map((file) => file.name).join('、')} を預かりました。保存すると添付されます。`
  return htmlReply(html`${files.map((file) => keptFile(name, file))}${files.length > 0 && notice(done)}`)
}

/** Always as a download: what was uploaded must not run as a page of the sandbox. */
export function sendFile(world: World, key: string): Reply {
  const file = world.files.open(key)
  if (!file) return text('このファイルはありません。', 404)
  return {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'x-content-type-options': 'nosniff',
    },
    body: file.bytes,
  }
}
