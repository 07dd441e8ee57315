import type { Reply } from '../http/call'
import type { Params } from './params'
import type { Session } from './session'

/** What one resource answers to one method. A Reply is sent as it is, anything else as JSON. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Path after /k/v1/, without .json. */
  readonly resource: string
  readonly handle: (session: Session, params: Params) => Reply | Record<string, unknown>
}
