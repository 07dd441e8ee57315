import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Config } from '../config'

/**
 * A browser that signed in to an account before carries a cookie that says so. Its wrong passwords are counted apart,
 * so that strangers who try an account's password cannot make its owner wait (OWASP, "device cookies").
 */
const daysKnown = 400

const nameOf = (config: Config) => `${hostPrefix(config)}proworks.device`

/** Browsers take `__Host-` cookies only from https and only for this very host. */
export function hostPrefix({ appUrl }: Pick<Config, 'appUrl'>): string {
  return appUrl.startsWith('https:') ? '__Host-' : ''
}

/** The Set-Cookie line for a browser that just signed in. */
export function knownDeviceCookie(config: Config, userId: string): string {
  const nonce = crypto.randomUUID()
  const secure = config.appUrl.startsWith('https:') ? '; Secure' : ''
  const value = `${nonce}.${signature(config, userId, nonce)}`
  return `${nameOf(config)}=${value}; Path=/; Max-Age=${daysKnown * 86_400}; HttpOnly; SameSite=Lax${secure}`
}

/** The browser's name when it signed in to this account before; null otherwise. */
export function knownDevice(config: Config, request: Request, userId: string): string | null {
  const cookies = new Bun.CookieMap(request.headers.get('cookie') ?? '')
  const [nonce = '', given = ''] = (cookies.get(nameOf(config)) ?? '').split('.')
  const expected = Buffer.from(signature(config, userId, nonce))
  const isGenuine = expected.length === given.length && timingSafeEqual(expected, Buffer.from(given))
  return isGenuine ? nonce : null
}

function signature(config: Config, userId: string, nonce: string): string {
  return createHmac('sha256', config.authSecret).update(`known-device:${userId}:${nonce}`).digest('base64url')
}
