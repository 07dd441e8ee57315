import { assetReply } from '../http/assets'
import { type Call, comesFromElsewhere, type Reply, seeOther } from '../http/call'
import { html } from '../http/html'
import { page } from '../http/page'
import type { World } from '../world'
import { removeRecord, saveRecord } from './actions'
import { appsPage } from './apps-page'
import { changeCell } from './cell'
import { addComment } from './comments'
import { controlPage, useControl } from './control-page'
import { sendFile, uploadFiles } from './files'
import { links } from './links'
import { listPage } from './list-page'
import { recordPage } from './record-page'

/** The staff's window: what a person at the agency would do in kintone itself. */
export async function answerStaff(world: World, call: Call): Promise<Reply> {
  const { pathname } = call.url
  if (call.method === 'POST') return comesFromElsewhere(call) ? notFound(world, 403) : post(world, call)
  const asset = await assetReply(call)
  if (asset) return asset
  if (pathname === '/') return appsPage(world)
  if (pathname === '/control') return controlPage(world, call)
  if (pathname.startsWith('/files/')) return sendFile(world, decodeURIComponent(pathname.slice('/files/'.length)))
  const kintone = /^\/k\/(\d+)\/?(show)?$/.exec(pathname)
  if (kintone?.[1]) return seeOther(`/apps/${kintone[1]}`)
  const [, id = '', record] = /^\/apps\/(\d+)(?:\/records\/(\d+|new))?$/.exec(pathname) ?? []
  const app = world.apps.find(id)
  if (!app) return notFound(world)
  if (record === undefined) return listPage(world, app, call)
  if (record === 'new') return recordPage(world, { app })
  const row = world.records.table(app.id).rows.get(Number(record))
  const notice = call.url.searchParams.has('saved') ? '保存しました。' : undefined
  return row ? recordPage(world, { app, row, ...(notice && { notice }) }) : notFound(world)
}

async function post(world: World, call: Call): Promise<Reply> {
  if (call.url.pathname.startsWith('/control/')) return useControl(world, call)
  const files = /^\/apps\/\d+\/files$/.test(call.url.pathname)
  if (files) return uploadFiles(world, call)
  const [, id = '', record = '', action] =
    /^\/apps\/(\d+)\/records\/(\d+|new)(?:\/(delete|comments|cell))?$/.exec(call.url.pathname) ?? []
  const app = world.apps.find(id)
  if (!app) return notFound(world)
  const row = world.records.table(app.id).rows.get(Number(record))
  if (record !== 'new' && !row) return notFound(world)
  if (row && action === 'delete') return removeRecord(world, call, app, row)
  if (row && action === 'comments') return addComment(world, call, app, row)
  if (row && action === 'cell') return (await changeCell(world, call, app, row)) ?? notFound(world)
  return saveRecord(world, call, app, row)
}

const notFound = (world: World, status = 404): Reply =>
  page(
    { title: 'ページが見つかりません', body: html`<p><a href="/">アプリの一覧へ</a></p>`, links: links(world) },
    status,
  )
