import type { Config } from '../config'
import { localPath } from '../paths'
import { hostPrefix } from './known-device'

const nameOf = (config: Config) => `${hostPrefix(config)}proworks.next`

/** Keeps where somebody wanted to go while they register: the letter opens a new tab of the same browser. */
export function destinationCookie(config: Config, next: string): string {
  const secure = config.appUrl.startsWith('https:') ? '; Secure' : ''
  return `${nameOf(config)}=${encodeURIComponent(next)}; Path=/; Max-Age=86400; HttpOnly; SameSite=Lax${secure}`
}

/** A path of this site, or null. */
export function destination(config: Config, request: Request): string | null {
  return localPath(new Bun.CookieMap(request.headers.get('cookie') ?? '').get(nameOf(config)))
}
