import { localPath } from '../paths'

/** A search in Japanese takes nine characters of an address for one of its own. */
const longestReferer = 8_000

/** The page of ours that a form was sent from, as a path; null when the browser does not tell or it was another site. */
export function refererPath(request: Request, appUrl: string): string | null {
  const referer = request.headers.get('referer') ?? ''
  if (!URL.canParse(referer)) return null
  const { origin, pathname, search } = new URL(referer)
  if (origin !== new URL(appUrl).origin && origin !== new URL(request.url).origin) return null
  return localPath(`${pathname}${search}`, longestReferer)
}
