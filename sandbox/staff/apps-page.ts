import type { Reply } from '../http/call'
import { html } from '../http/html'
import { page } from '../http/page'
import type { World } from '../world'
import { links } from './links'

export function appsPage(world: World): Reply {
  const cards = world.apps
    .all()
    .map(
      (app) =>
        html`<a class="card" href="/apps/${app.id}"><strong>${app.name}</strong> <span class="muted">${world.records.table(app.id).rows.size}件　アプリID ${app.id}</span></a>`,
    )
  const body = html`<p>kintone の代わりに、担当者としてレコードを見たり直したりできます。変更は Webhook とポータルの同期に流れます。</p>${cards}`
  return page({ title: 'アプリ', body, links: links(world) })
}
