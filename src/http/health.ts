import { Elysia } from 'elysia'
import { paths } from '../paths'

/** Answers whether the portal can serve: the database only, never kintone, Gemini or SES. */
export type Readiness = () => Promise<boolean>

export function healthRoutes(readiness: Readiness) {
  return new Elysia({ name: 'health' })
    .get(paths.health(), () => new Response('ok'))
    .get(paths.ready(), async () => {
      const isReady = await readiness()
      return new Response(isReady ? 'ready' : 'not ready', {
        status: isReady ? 200 : 503,
        headers: { 'cache-control': 'no-store' },
      })
    })
}

/** Probes come often: the database is asked at most once a second, and given two seconds to answer. */
export function cachedReadiness(ping: () => Promise<unknown>, isStopping: () => boolean): Readiness {
  let known: { at: number; isReady: Promise<boolean> } | null = null
  return async () => {
    if (isStopping()) return false
    if (known === null || performance.now() - known.at > 1_000) {
      const isReady = Promise.race([ping().then(() => true), Bun.sleep(2_000).then(() => false)]).catch(() => false)
      known = { at: performance.now(), isReady }
    }
    return known.isReady
  }
}
