import type { Config } from '../config'
import { localPath } from '../paths'
import { cookieLine, readCookie } from './own-cookie'

/** Keeps where somebody wanted to go while they register ('' for nowhere): the letter opens a new tab of the same browser. */
export function destinationCookie(config: Config, next: string): string {
  return cookieLine(config, 'next', encodeURIComponent(next), next === '' ? 0 : 86_400)
}

/** A path of this site, or null. */
export function destination(config: Config, request: Request): string | null {
  return localPath(readCookie(config, request, 'next'))
}
