import type { Reply } from './call'
import { type Html, html, htmlReply } from './html'
import css from './page.css' with { type: 'text' }

export type Page = {
  readonly title: string
  readonly body: Html
  /** Where the links at the top lead: [label, address]. */
  readonly links: readonly (readonly [string, string])[]
}

export const stylePath = '/_style.css'

export const styleReply = (): Reply => ({
  status: 200,
  headers: { 'content-type': 'text/css;charset=utf-8', 'cache-control': 'max-age=60' },
  body: css,
})

export function page({ title, body, links }: Page, status = 200): Reply {
  return htmlReply(
    html`<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}｜サンドボックス</title><link rel="stylesheet" href="${stylePath}"><link rel="icon" href="data:,"></head>
<body><header><strong>サンドボックス</strong><nav>${links.map(([label, to]) => html`<a href="${to}">${label}</a>`)}</nav></header>
<main><h1>${title}</h1>${body}</main></body></html>`,
    status,
  )
}
