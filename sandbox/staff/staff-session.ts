import type { Call } from '../http/call'
import { staff } from '../kintone/people'
import type { Session } from '../kintone/session'
import type { World } from '../world'

/** Does the work as 担当者, under the API's rules; announces it once it is committed. */
export function asStaff<T>(world: World, call: Call, work: (session: Session) => T): T {
  const actor = { kind: 'person', person: staff } as const
  const session: Session = { world, call, actor, isBulk: false, events: [] }
  const result = world.records.transaction(() => work(session))
  world.webhooks.announce(world, session.events)
  return result
}
