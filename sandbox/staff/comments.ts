import { type Call, type Reply, seeOther } from '../http/call'
import { type Html, html, htmlReply } from '../http/html'
import { notice, wantsRegion } from '../http/page'
import type { App } from '../kintone/app'
import { writeComment } from '../kintone/comments'
import type { Row } from '../storage/record-store'
import type { World } from '../world'
import { shownTime } from './local-time'
import { readForm } from './read-form'
import { asStaff } from './staff-session'

export function commentRegion(world: World, app: App, row: Row): Html {
  const list = world.comments.list(app.id, row.id).toReversed()
  const path = `/apps/${app.id}/records/${row.id}/comments`
  return html`<section id="comments"><h2>コメント</h2><form method="post" action="${path}" hx-post="${path}" hx-target="#comments" hx-swap="outerHTML">
<div class="field"><label for="comment">コメントを書く</label><textarea id="comment" name="text" required></textarea></div><button class="quiet">書き込む</button></form>
${list.map(
  (one) =>
    html`<article class="card"><div class="muted">${one.creator.name}　${shownTime(one.createdAt)}</div><pre>${one.text}</pre></article>`,
)}</section>`
}

export async function addComment(world: World, call: Call, app: App, row: Row): Promise<Reply> {
  const text = String((await readForm(call)).get('text') ?? '').trim()
  if (text !== '') asStaff(world, call, (session) => writeComment(session, app, row, { text, mentions: [] }))
  if (!wantsRegion(call)) return seeOther(`/apps/${app.id}/records/${row.id}#comments`)
  return htmlReply(html`${commentRegion(world, app, row)}${text !== '' && notice('コメントを書き込みました。')}`)
}
