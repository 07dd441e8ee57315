import type { Call } from '../http/call'
import type { Person } from '../storage/values'
import type { World } from '../world'
import type { App, Right } from './app'
import { administrator } from './people'
import { appNotFound, tokenMayNot, wrongToken } from './refusals'

export type Actor =
  | { readonly kind: 'tokens'; readonly tokens: readonly string[] }
  | { readonly kind: 'person'; readonly person: Person }

export type RecordEvent = {
  readonly type: 'ADD_RECORD' | 'UPDATE_RECORD' | 'DELETE_RECORD' | 'UPDATE_STATUS' | 'ADD_RECORD_COMMENT'
  readonly app: string
  readonly record: number
  readonly comment?: unknown
  readonly person?: Person
  /** Part of a call that takes several records: kintone sends no webhook for those. */
  readonly isBulk: boolean
}

/** One request to kintone: who asks, and what it will announce once it is committed. */
export type Session = {
  readonly world: World
  readonly actor: Actor
  readonly call: Call
  readonly isBulk: boolean
  readonly events: RecordEvent[]
}

export const actingPerson = (session: Session): Person =>
  session.actor.kind === 'person' ? session.actor.person : administrator

export function hasRight({ actor }: Session, app: App, right: Right): boolean {
  if (actor.kind === 'person') return true
  return app.tokens.some(({ token, rights }) => actor.tokens.includes(token) && rights.includes(right))
}

/** The app, when the caller may do all of it. */
export function openApp(session: Session, id: string, ...needed: Right[]): App {
  const app = session.world.apps.find(id)
  if (!app) throw appNotFound(id)
  const { actor } = session
  if (actor.kind === 'person') return app
  if (!app.tokens.some(({ token }) => actor.tokens.includes(token))) throw wrongToken()
  if (!needed.every((right) => hasRight(session, app, right))) throw tokenMayNot()
  return app
}

/** Calls about the whole domain refuse API tokens. */
export function requirePerson({ actor }: Session): Person {
  if (actor.kind === 'person') return actor.person
  throw tokenMayNot()
}
