import type { Reply } from './call'

/** Markup that needs no further escaping. */
export type Html = { readonly html: string }

type Part = Html | Html[] | string | number | null | undefined | false

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export const escapeHtml = (value: string): string => value.replace(/[&<>"']/g, (character) => entities[character] ?? '')

/** Tagged template: every interpolated value is escaped unless it is itself Html. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  const body = strings.reduce((all, piece, index) => all + piece + show(parts[index]), '')
  return { html: body }
}

function show(part: Part): string {
  if (part === null || part === undefined || part === false) return ''
  if (Array.isArray(part)) return part.map((one) => one.html).join('')
  return typeof part === 'object' ? part.html : escapeHtml(String(part))
}

/** A whole page, or a region of one for htmx: a cache must keep the two apart. */
export const htmlReply = (page: Html, status = 200): Reply => ({
  status,
  headers: {
    'content-type': 'text/html;charset=utf-8',
    'content-security-policy':
      "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-src 'self'; base-uri 'none'",
    'x-content-type-options': 'nosniff',
    vary: 'HX-Request-Type',
    'cache-control': 'no-store',
  },
  body: page.html,
})
