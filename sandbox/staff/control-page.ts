import { faultCatalogue, isFaultName } from '../control/fault-catalogue'
import { type Call, type Reply, seeOther } from '../http/call'
import { type Html, html } from '../http/html'
import { page } from '../http/page'
import type { World } from '../world'
import { links } from './links'
import { readForm } from './read-form'

/** The control endpoint for people: arm failures, set the webhook, read its log. */
export function controlPage(world: World): Reply {
  const body = html`${faults(world)}${webhook(world)}${requests(world)}`
  return page({ title: '障害と通知', body, links: links(world) })
}

function faults(world: World): Html {
  const armed = world.faults.list()
  const options = Object.entries(faultCatalogue).map(
    ([name, { description }]) => html`<option value="${name}">${name}: ${description}</option>`,
  )
  return html`<h2>障害を起こす</h2>
${armed.length > 0 && html`<ul>${armed.map((one) => html`<li>${one.name}（${one.count === undefined ? '解除するまで' : `あと${one.count}回`}）</li>`)}</ul>`}
<form class="row" method="post" action="/control/faults"><select name="name" aria-label="障害">${options}</select>
<input name="count" type="number" min="1" value="1" aria-label="回数"><button>起こす</button></form>
<form method="post" action="/control/clear"><p><button class="quiet">すべて解除する</button></p></form>`
}

function webhook(world: World): Html {
  const log = world.webhooks.log()
  return html`<h2>Webhook</h2><form class="row" method="post" action="/control/webhook">
<label for="url">通知先のURL</label><input class="wide" id="url" name="url" type="url" value="${world.settings.webhookUrl() ?? ''}"><button>保存する</button></form>
<div class="scroll"><table><thead><tr><th scope="col">時刻</th><th scope="col">種類</th><th scope="col">アプリ</th><th scope="col">レコード</th><th scope="col">結果</th></tr></thead>
<tbody>${log.map((one) => html`<tr><td>${one.at}</td><td>${one.type}</td><td>${one.app}</td><td>${one.record}</td><td>${one.result}</td></tr>`)}</tbody></table></div>
${log.length === 0 && html`<p class="muted">通知はまだありません。</p>`}`
}

function requests(world: World): Html {
  const { total, today } = world.meter.read()
  const apps = Object.entries(today).map(
    ([app, count]) => html`<li>${world.apps.find(app)?.name ?? app}: 今日 ${count}回</li>`,
  )
  return html`<h2>呼び出しの回数</h2><p>kintone ${total.kintone}、Gemini ${total.gemini}、SES ${total.ses}</p><ul>${apps}</ul>`
}

export async function useControl(world: World, call: Call): Promise<Reply> {
  const form = await readForm(call)
  const name = form.get('name')
  const url = String(form.get('url') ?? '')
  const action = call.url.pathname.slice('/control/'.length)
  if (action === 'faults' && isFaultName(name))
    world.faults.arm({ name, count: Math.max(1, Number(form.get('count')) || 1) })
  if (action === 'clear') world.faults.clear()
  if (action === 'webhook') world.settings.setWebhookUrl(URL.canParse(url) ? url : undefined)
  return seeOther('/control')
}
