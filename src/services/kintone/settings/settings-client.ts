import { KintoneRestAPIClient, KintoneRestAPIError } from '@kintone/rest-api-client'
import type { Static, TSchema } from '@sinclair/typebox'
import type { Person } from '../../../config'
import { checkedAnswer } from '../client'
import { judge, type KintoneFailure } from '../failure'

export type { Person }
/** With tokens, the target app's own must be among them. */
export type Caller = Person | { tokens: readonly string[] }

/** The only error of a settings call. It holds no request, and what kintone said without anything secret. */
export class SettingsError extends Error {
  override name = 'SettingsError'
  constructor(
    readonly operation: string,
    readonly failure: KintoneFailure,
    readonly code: string,
    /** kintone's own words, '' when it said none. */
    readonly said: string,
  ) {
    super(`kintone ${operation}: ${failure} (${code})${said === '' ? '' : ` ${said}`}`)
  }
}

export type SettingsClient = {
  /** One call; its answer is checked against `shape`. Throws SettingsError. */
  call: <T extends TSchema>(
    operation: string,
    shape: T,
    request: (client: KintoneRestAPIClient) => Promise<unknown>,
  ) => Promise<Static<T>>
}

/** Settings of large apps take longer than records. */
const timeoutMs = 30_000

/** For the operator's commands: no retries, because a person is watching and may ask again. */
export function openSettings(baseUrl: string, caller: Caller): SettingsClient {
  const auth = 'tokens' in caller ? { apiToken: [...caller.tokens] } : caller
  const secrets = 'tokens' in caller ? caller.tokens : [caller.password]
  const client = new KintoneRestAPIClient({ baseUrl, auth, socketTimeout: timeoutMs, proxy: false })
  return {
    call: async (operation, shape, request) => {
      try {
        return checkedAnswer(operation, shape, await request(client))
      } catch (error) {
        const { failure, code } = judge(operation, error).error
        const said = error instanceof KintoneRestAPIError ? spoken(error) : ''
        throw new SettingsError(operation, failure, code, without(secrets, said))
      }
    },
  }
}

/** `[400] [CB_VA01] text (id)` is how the client puts it; the complaints about single parameters come with it. */
function spoken({ message, errors }: KintoneRestAPIError): string {
  const text = message.replace(/^(\[[^\]]*\] )*/, '').replace(/ \([^()]*\)$/, '')
  const parameters = errors && typeof errors === 'object' ? Object.keys(errors).slice(0, 5) : []
  return [text, ...parameters].join(' ').trim()
}

const without = (secrets: readonly string[], text: string) =>
  secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '[secret]')), text)
