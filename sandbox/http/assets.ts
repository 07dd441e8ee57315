import { join } from 'node:path'
import type { Call, Reply } from './call'

const folder = import.meta.dir
const local = (name: string) => join(folder, name)
const stylesheet = { type: 'text/css', files: ['page.css', 'form.css', 'list.css'].map(local) }
const htmx = { type: 'text/javascript', files: [Bun.resolveSync('htmx.org/dist/htmx.min.js', folder)] }
const script = { type: 'text/javascript', files: [local('page.js')] }

export const stylePath = '/_style.css'
export const scriptPaths = ['/_htmx.js', '/_page.js'] as const

const assets = new Map([
  [stylePath, stylesheet],
  [scriptPaths[0], htmx],
  [scriptPaths[1], script],
])

/** The stylesheet and the scripts of the pages; undefined for any other path. */
export async function assetReply(call: Call): Promise<Reply | undefined> {
  const asset = assets.get(call.url.pathname)
  if (!asset) return undefined
  const headers = { 'content-type': `${asset.type};charset=utf-8`, 'cache-control': 'max-age=60' }
  const texts = await Promise.all(asset.files.map((file) => Bun.file(file).text()))
  return { status: 200, headers, body: texts.join('') }
}
