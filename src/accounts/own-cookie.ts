import type { Config } from '../config'

/** Browsers take `__Host-` cookies only from https and only for this very host. */
export function hostPrefix({ appUrl }: Pick<Config, 'appUrl'>): string {
  return appUrl.startsWith('https:') ? '__Host-' : ''
}

const nameOf = (config: Config, name: string) => `${hostPrefix(config)}proworks.${name}`

/** A Set-Cookie line for a cookie of ours that scripts cannot read. */
export function cookieLine(config: Config, name: string, value: string, maxAgeSeconds: number): string {
  const secure = config.appUrl.startsWith('https:') ? '; Secure' : ''
  return `${nameOf(config, name)}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`
}

export function readCookie(config: Config, request: Request, name: string): string | null {
  return new Bun.CookieMap(request.headers.get('cookie') ?? '').get(nameOf(config, name))
}

/** Set-Cookie lines that take back everything of ours, Better Auth's cookies included. */
export function forgetCookies(config: Config, request: Request): string[] {
  const prefix = nameOf(config, '')
  const names = [...new Bun.CookieMap(request.headers.get('cookie') ?? '').keys()].filter((name) =>
    name.startsWith(prefix),
  )
  return names.map((name) => cookieLine(config, name.slice(prefix.length), '', 0))
}
