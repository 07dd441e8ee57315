import { isObject } from '../http/call'
import type { Person } from '../storage/values'
import type { Process } from './app'
import { findPerson } from './people'
import { unknownPerson } from './refusals'

export type Candidates = { readonly type: unknown; readonly people: readonly Person[] }

/** Who may work on a record in this state: chosen users, or whoever created the record. */
export function candidates(process: Process, state: string, creator: readonly string[]): Candidates {
  const target = process.states[state]?.assignee
  if (!isObject(target)) return { type: undefined, people: [] }
  const entities = Array.isArray(target.entities) ? target.entities : []
  const codes = entities.flatMap((entity: unknown) => {
    const inner = isObject(entity) && isObject(entity.entity) ? entity.entity : {}
    if (inner.type === 'FIELD_ENTITY') return creator
    return inner.type === 'USER' && typeof inner.code === 'string' ? [inner.code] : []
  })
  return { type: target.type, people: codes.map(personOf) }
}

export function personOf(code: string): Person {
  const person = findPerson(code)
  if (person) return person
  throw unknownPerson(code)
}
