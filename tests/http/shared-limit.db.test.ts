import { afterAll, beforeAll, expect, test } from 'bun:test'
import { lettersPerNetwork } from '../../src/accounts/letters-per-network'
import type { Browser } from '../support/browser'
import { hanako } from '../support/cast'
import { openTestPortal, type TestPortal } from '../support/portal'
import { redisUrl } from '../support/redis'

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

test.skipIf(redisUrl === null)('two portals with one Redis share one count', async () => {
  const browsers = portals.map((portal) => portal.browser())
  const ask = (browser: Browser | undefined) => browser?.post('/password/forgot', { email: hanako.email })
  const asked = Array.from({ length: lettersPerNetwork.uses }, (_, n) => ask(browsers[n % 2]))
  for (const answer of await Promise.all(asked)) expect(answer?.status).toBe(200)
  for (const browser of browsers) expect((await ask(browser))?.status).toBe(429)
})
