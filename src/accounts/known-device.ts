import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Config } from '../config'
import { cookieLine, readCookie } from './own-cookie'

/**
 * A browser that signed in to an account before carries a cookie that says so. Its wrong passwords are counted apart,
 * so that strangers who try an account's password cannot make its owner wait (OWASP, "device cookies").
 */
const daysKnown = 400

/** The account as a browser may know it: a new password makes every browser a stranger. */
export type KnownAccount = { id: string; passwordHash: string }

/** The Set-Cookie line for a browser that just signed in; one that was known keeps its name, and so its count. */
export function knownDeviceCookie(config: Config, request: Request, account: KnownAccount): string {
  const name = knownDevice(config, request, account) ?? crypto.randomUUID()
  return cookieLine(config, 'device', `${name}.${signature(config, account, name)}`, daysKnown * 86_400)
}

/** The browser's name when it signed in to this account before; null otherwise. */
export function knownDevice(config: Config, request: Request, account: KnownAccount): string | null {
  const [name = '', given = ''] = (readCookie(config, request, 'device') ?? '').split('.')
  const expected = Buffer.from(signature(config, account, name))
  const isGenuine = expected.length === given.length && timingSafeEqual(expected, Buffer.from(given))
  return isGenuine ? name : null
}

function signature(config: Config, { id, passwordHash }: KnownAccount, name: string): string {
  return createHmac('sha256', config.authSecret)
    .update(`known-device:${id}:${name}:${passwordHash}`)
    .digest('base64url')
}
