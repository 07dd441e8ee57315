import { afterAll, beforeAll, expect, test } from 'bun:test'
import { hanako } from '../support/cast'
import { openTestPortal, type TestPortal } from '../support/portal'
import { redisUrl } from '../support/redis'
import { signUp } from '../support/register'

// Each has a database of its own: what they share is Redis.
const changes = { redisUrl, authSecret: crypto.randomUUID() }
const portals: TestPortal[] = []
beforeAll(async () => {
  if (redisUrl === null) return
  for (const _ of ['one', 'another']) portals.push(await openTestPortal({ workers: false, changes }))
})
afterAll(async () => {
  for (const portal of portals) await portal.stop()
})

/** See rateLimit in accounts/auth.ts. */
const signUpsAnHour = 20

test.skipIf(redisUrl === null)('two portals with one Redis share one count', async () => {
  const browsers = portals.map((portal) => portal.browser())
  for (const _ of Array(signUpsAnHour / 2))
    for (const browser of browsers) expect((await signUp(browser, hanako)).status).toBe(200)
  for (const browser of browsers) expect((await signUp(browser, hanako)).status).toBe(429)
})
