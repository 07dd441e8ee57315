import { type FaultName, faultCatalogue, isFaultName, type Service } from '../control/fault-catalogue'
import type { Armed } from '../control/faults'
import { type Call, type Reply, seeOther } from '../http/call'
import { type Html, html, htmlReply } from '../http/html'
import { page, wantsRegion } from '../http/page'
import type { World } from '../world'
import { links } from './links'
import { shownTime } from './local-time'
import { readForm } from './read-form'

/** The control endpoint for people: arm failures, set the webhook, watch its log. */
export function controlPage(world: World, call: Call): Reply {
  if (wantsRegion(call)) return htmlReply(log(world))
  const body = html`${faults(world)}${webhook(world)}${log(world)}`
  return page({ title: '障害と通知', body, links: links(world) })
}

const services: Record<Service, string> = { kintone: 'kintone', webhook: 'Webhook', gemini: 'Gemini', mail: 'メール' }
const serviceNames = Object.keys(services).filter((name): name is Service => Object.hasOwn(services, name))

function faults(world: World): Html {
  const armed = world.faults.list()
  const names = Object.keys(faultCatalogue).filter(isFaultName)
  const option = (name: FaultName): Html =>
    html`<option value="${name}" lang="en">${name}: ${faultCatalogue[name].description}</option>`
  const groups = serviceNames.map((service) => {
    const options = names.filter((name) => faultCatalogue[name].service === service).map(option)
    return html`<optgroup label="${services[service]}">${options}</optgroup>`
  })
  const apps = world.apps.all().map((app) => html`<option value="${app.id}">${app.name}</option>`)
  return html`<h2>障害を起こす</h2>
${armed.length > 0 && html`<ul>${armed.map((one) => html`<li>${one.name}（${lasting(one)}${one.app !== undefined && `、${world.apps.find(one.app)?.name ?? one.app}だけ`}）</li>`)}</ul>`}
<form class="row" method="post" action="/control/faults"><div class="field"><label for="fault">障害</label><select id="fault" name="name">${groups}</select></div>
<div class="field"><label for="count">回数</label><input id="count" name="count" type="number" min="1" value="1"></div>
<div class="field"><label for="app">アプリ</label><select id="app" name="app"><option value="">すべて</option>${apps}</select></div><button>起こす</button></form>
<form method="post" action="/control/clear"><p><button class="quiet">すべて解除する</button></p></form>`
}

function lasting({ count, share }: Armed): string {
  const often = share === undefined ? '' : `${Math.round(share * 100)}%の呼び出しで、`
  return `${often}${count === undefined ? '解除するまで' : `あと${count}回`}`
}

const webhook = (world: World): Html =>
  html`<h2>Webhook</h2><form class="row" method="post" action="/control/webhook"><div class="field wide"><label for="url">通知先のURL</label>
<input class="wide" id="url" name="url" type="url" value="${world.settings.webhookUrl() ?? ''}"></div><button>保存する</button></form>`

const eventNames: Record<string, string> = {
  ADD_RECORD: 'レコードの追加',
  UPDATE_RECORD: 'レコードの編集',
  DELETE_RECORD: 'レコードの削除',
  UPDATE_STATUS: 'ステータスの更新',
  ADD_RECORD_COMMENT: 'コメントの書き込み',
}

/** What happened lately; asks for itself again every few seconds. */
function log(world: World): Html {
  const { total, today } = world.meter.read()
  const lines = world.webhooks
    .log()
    .map(
      ({ at, type, app, record, result }) =>
        html`<tr><td>${shownTime(at)}</td><td>${eventNames[type] ?? type}</td><td>${world.apps.find(app)?.name ?? app}</td><td>${record}</td><td>${result}</td></tr>`,
    )
  const apps = Object.entries(today).map(
    ([app, count]) => html`<li>${world.apps.find(app)?.name ?? app}: 今日 ${count}回</li>`,
  )
  return html`<section id="log" hx-get="/control" hx-trigger="every 3s" hx-swap="outerMorph"><h3>通知の記録</h3>
${
  lines.length === 0
    ? html`<p class="muted">通知はまだありません。</p>`
    : html`<div class="scroll" role="region" aria-label="通知の記録" tabindex="0"><table><thead><tr><th scope="col">時刻</th><th scope="col">種類</th><th scope="col">アプリ</th><th scope="col">レコード</th><th scope="col">結果</th></tr></thead><tbody>${lines}</tbody></table></div>`
}
<h2>呼び出しの回数</h2><p>kintone ${total.kintone}、Gemini ${total.gemini}、SES ${total.ses}</p><ul>${apps}</ul></section>`
}

export async function useControl(world: World, call: Call): Promise<Reply> {
  const form = await readForm(call)
  const name = form.get('name')
  const app = String(form.get('app') ?? '')
  const url = String(form.get('url') ?? '')
  const action = call.url.pathname.slice('/control/'.length)
  if (action === 'faults' && isFaultName(name))
    world.faults.arm({ name, count: Math.max(1, Number(form.get('count')) || 1), ...(app !== '' && { app }) })
  if (action === 'clear') world.faults.clear()
  if (action === 'webhook') world.settings.setWebhookUrl(URL.canParse(url) ? url : undefined)
  return seeOther('/control')
}
