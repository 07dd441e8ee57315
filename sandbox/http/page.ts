import { scriptPaths, stylePath } from './assets'
import type { Call, Reply } from './call'
import { type Html, html, htmlReply } from './html'

export type Page = {
  readonly title: string
  readonly body: Html
  /** Where the links at the top lead: [label, address]. */
  readonly links: readonly (readonly [string, string])[]
}

const settings = JSON.stringify({ noSwap: [204, 304, '5xx'], defaultTimeout: 15_000 })

export function page({ title, body, links }: Page, status = 200): Reply {
  const head = html`<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="htmx-config" content="${settings}"><title>${title}｜サンドボックス</title>
<link rel="stylesheet" href="${stylePath}"><link rel="icon" href="data:,">${scriptPaths.map((path) => html`<script src="${path}" defer></script>`)}`
  const menu = links.map(([label, to]) => html`<a href="${to}">${label}</a>`)
  const main = html`<main><h1>${title}</h1><div id="notice" role="status"></div>${body}</main>`
  const header = html`<header><strong>サンドボックス</strong><nav aria-label="メニュー">${menu}</nav></header>`
  return htmlReply(
    html`<!doctype html><html lang="ja"><head>${head}</head><body>${header}${main}</body></html>`,
    status,
  )
}

/** htmx asks for one region of the page; everybody else gets the whole. */
export const wantsRegion = ({ headers }: Call): boolean =>
  headers['hx-request'] === 'true' && headers['hx-request-type'] === 'partial'

/** A word for the person, in the region that is read out. */
export const notice = (text: string): Html =>
  html`<hx-partial hx-target="#notice" hx-swap="innerHTML"><p class="notice">${text}</p></hx-partial>`
