import { assetReply } from '../http/assets'
import { type Call, type Reply, text } from '../http/call'
import { escapeHtml, type Html, html, htmlReply } from '../http/html'
import { page, wantsRegion } from '../http/page'
import type { Mail } from '../storage/mail-store'
import type { World } from '../world'

/** A page for people: every mail sent, newest first; `/mails/:id` shows one with both its parts. */
export async function answerMailbox(world: World, call: Call): Promise<Reply> {
  const { pathname } = call.url
  const asset = await assetReply(call)
  if (asset) return asset
  if (pathname === '/') {
    const mails = list(world.mails.all())
    return wantsRegion(call) ? htmlReply(mails) : page({ title: 'メール', body: mails, links: links(world) })
  }
  const found = /^\/mails\/([\w-]+)(\/html)?$/.exec(pathname)
  const mail = found?.[1] === undefined ? undefined : world.mails.find(found[1])
  if (!mail) return text('このメールはありません。', 404)
  if (found?.[2]) return htmlPart(mail)
  return page({ title: mail.subject || '（件名なし）', body: detail(mail), links: links(world) })
}

const links = (world: World): [string, string][] => [
  ['受信箱', '/'],
  ['担当者の画面', `${world.address.kintone}/`],
]

/** Asks for itself again every few seconds: a mail shows up while somebody waits for it. */
function list(mails: readonly Mail[]): Html {
  const cards = mails.toReversed().map(card)
  return html`<section id="mails" aria-label="届いたメール" hx-get="/" hx-trigger="every 3s" hx-swap="outerMorph"><p class="muted" role="status">${
    mails.length === 0 ? 'メールはまだありません。' : `${mails.length}通（新しい順）`
  }</p>${cards}</section>`
}

const card = (mail: Mail): Html =>
  html`<article class="card"><div class="muted">${localTime(mail.at)}　宛先: ${mail.destination.to.join(', ')}</div>
<a href="/mails/${mail.messageId}"><strong>${mail.subject || '（件名なし）'}</strong></a></article>`

function detail(mail: Mail): Html {
  const { to, cc, bcc } = mail.destination
  const rows: [string, string][] = [
    ['日時', localTime(mail.at)],
    ['差出人', mail.from],
    ['宛先', to.join(', ')],
    ['Cc', cc.join(', ')],
    ['Bcc', bcc.join(', ')],
    ['返信先', mail.replyTo.join(', ')],
    ['添付', mail.attachments.map((file) => `${file.filename ?? '名前なし'}（${file.size}バイト）`).join(', ')],
  ]
  return html`<div class="scroll"><table>${rows
    .filter(([, value]) => value !== '')
    .map(([label, value]) => html`<tr><th scope="row">${label}</th><td>${value}</td></tr>`)}</table></div>
${mail.body.text !== undefined && html`<h2>テキスト</h2><div class="card"><pre>${linked(mail.body.text)}</pre></div>`}
${mail.body.html !== undefined && html`<h2>HTML</h2><iframe title="HTMLの本文" src="/mails/${mail.messageId}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`}`
}

/** Plain text with its addresses as links that open a new tab. */
function linked(body: string): Html {
  const pieces = body.split(/(https?:\/\/[^\s<>"'）」]+)/)
  const parts = pieces.map((piece, index) =>
    index % 2 === 0 ? escapeHtml(piece) : html`<a href="${piece}" target="_blank" rel="noopener">${piece}</a>`.html,
  )
  return { html: parts.join('') }
}

/** The mail's own markup, in a frame that may neither run scripts nor touch the page around it. */
const htmlPart = (mail: Mail): Reply => ({
  status: 200,
  headers: {
    'content-type': 'text/html;charset=utf-8',
    'content-security-policy':
      "default-src 'none'; img-src data: http: https:; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox",
    'x-content-type-options': 'nosniff',
  },
  body: `<base target="_blank">${mail.body.html ?? ''}`,
})

const localTime = (seconds: number): string =>
  new Date(seconds * 1000).toLocaleString('ja-JP', { timeZone: 'Asia/Tokyo', dateStyle: 'medium', timeStyle: 'medium' })
