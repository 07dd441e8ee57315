/** True when htmx will put the answer into a part of the page; false for whole pages, boosts and history. */
export function wantsFragment(request: Request): boolean {
  return request.headers.get('hx-request') === 'true' && request.headers.get('hx-request-type') === 'partial'
}

export function isHtmx(request: Request): boolean {
  return request.headers.get('hx-request') === 'true'
}

export type HtmlOptions = { status?: number; isPrivate?: boolean; headers?: Record<string, string> }

/** An HTML answer. */
export function html(markup: string, options: HtmlOptions = {}): Response {
  return new Response(markup, { status: options.status ?? 200, headers: htmlHeaders(options) })
}

/** The same address answers with a page or a fragment, so caches must tell them apart. */
export function htmlHeaders({ isPrivate, headers }: HtmlOptions): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': isPrivate ? 'private, no-store' : 'no-cache',
    vary: 'HX-Request-Type',
    ...headers,
  }
}

/** After a successful POST: the browser fetches the next page with GET; htmx is told to do the same. */
export function seeOther(request: Request, path: string, cookies: string[] = []): Response {
  const headers = new Headers(isHtmx(request) ? { 'hx-redirect': path } : { location: path })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: isHtmx(request) ? 204 : 303, headers })
}
