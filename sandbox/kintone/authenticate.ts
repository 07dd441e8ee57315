import type { Call } from '../http/call'
import type { World } from '../world'
import { KintoneError, message } from './errors'
import { findPerson, staff, staffPassword } from './people'
import { duplicateToken, notSignedIn, wrongPassword, wrongToken } from './refusals'
import type { Actor } from './session'

const maxTokens = 9

/** A password wins over tokens, even over wrong ones. */
export function authenticate(call: Call, world: World): Actor {
  const password = call.headers['x-cybozu-authorization']
  if (password !== undefined) return signIn(password)
  const tokens = (call.headers['x-cybozu-api-token'] ?? '')
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '')
  if (tokens.length === 0) throw notSignedIn()
  checkTokens(tokens, world)
  return { kind: 'tokens', tokens }
}

function signIn(header: string): Actor {
  const [name, ...rest] = Buffer.from(header, 'base64').toString('utf8').split(':')
  const person = findPerson(name ?? '')
  if (person?.code !== staff.code || rest.join(':') !== staffPassword) throw wrongPassword()
  return { kind: 'person', person }
}

function checkTokens(tokens: readonly string[], world: World) {
  if (tokens.length > maxTokens) {
    const text = message(
      `APIトークンは${maxTokens}個まで指定できます。`,
      `Up to ${maxTokens} API tokens can be specified.`,
    )
    throw new KintoneError(400, 'CB_IL02', text)
  }
  const seen = new Set<string>()
  for (const token of tokens) {
    const app = world.apps.all().find((one) => one.tokens.some((known) => known.token === token))
    if (!app) throw wrongToken()
    if (seen.has(app.id)) throw duplicateToken()
    seen.add(app.id)
  }
}
