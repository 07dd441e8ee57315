import { json, type Reply } from '../http/call'
import type { World } from '../world'

/** `{"now":"2026-12-01T00:00:00Z","frozen":true}`, `{"advanceSeconds":600}`, or `{"now":null}` for the real time. */
export function moveClock(world: World, { now, frozen, advanceSeconds }: Record<string, unknown>): Reply {
  if (advanceSeconds !== undefined) {
    if (typeof advanceSeconds !== 'number' || !Number.isFinite(advanceSeconds)) {
      return json({ error: 'advanceSeconds must be a number' }, 400)
    }
    world.clock.shift(advanceSeconds * 1000)
  }
  if (now === null) world.clock.reset()
  else if (now !== undefined) {
    const at = new Date(String(now))
    if (Number.isNaN(at.getTime())) return json({ error: 'now must be an ISO time or null' }, 400)
    world.clock.set(at, frozen === true)
  }
  return json({ now: world.clock.now().toISOString() })
}
