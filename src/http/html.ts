/** True when htmx will put the answer into a part of the page; false for whole pages, boosts and history. */
export function wantsFragment(request: Request): boolean {
  return request.headers.get('hx-request') === 'true' && request.headers.get('hx-request-type') === 'partial'
}

export function isHtmx(request: Request): boolean {
  return request.headers.get('hx-request') === 'true'
}

/** An HTML answer. The same address answers with a page or a fragment, so caches must tell them apart. */
export function html(
  markup: string,
  options: { status?: number; isPrivate?: boolean; headers?: Record<string, string> } = {},
): Response {
  return new Response(markup, {
    status: options.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': options.isPrivate ? 'private, no-store' : 'no-cache',
      vary: 'HX-Request-Type',
      ...options.headers,
    },
  })
}

/** After a successful POST: the browser fetches the next page with GET; htmx is told to do the same. */
export function seeOther(request: Request, path: string, cookies: string[] = []): Response {
  const headers = new Headers(isHtmx(request) ? { 'hx-redirect': path } : { location: path })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: isHtmx(request) ? 204 : 303, headers })
}
