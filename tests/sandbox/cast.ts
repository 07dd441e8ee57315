import { afterAll, beforeAll, setDefaultTimeout } from 'bun:test'
import { KintoneRestAPIClient, KintoneRestAPIError } from '@kintone/rest-api-client'
import type { PortalAppName } from '../../sandbox/kintone/portal-apps'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/start'

// Long enough for a busy machine; what hangs still fails.
setDefaultTimeout(30_000)

/** A sandbox for one test file, on any free port, in memory. */
export function useSandbox(options: SandboxOptions = { seed: 'empty' }): () => Sandbox {
  let sandbox: Sandbox | undefined
  beforeAll(async () => {
    sandbox = await startSandbox(options)
  })
  afterAll(() => sandbox?.stop())
  return () => {
    if (!sandbox) throw new Error('the sandbox is not started yet')
    return sandbox
  }
}

/** The official client with the tokens of the given apps. */
export function clientOf(sandbox: Sandbox, ...names: PortalAppName[]): KintoneRestAPIClient {
  const { baseUrl, apps } = sandbox.startLine.kintone
  return new KintoneRestAPIClient({ baseUrl, auth: { apiToken: names.map((name) => apps[name].token) }, proxy: false })
}

/** The official client, signed in with the password of the member of staff. */
export function staffClient(sandbox: Sandbox): KintoneRestAPIClient {
  const { baseUrl, user } = sandbox.startLine.kintone
  return new KintoneRestAPIClient({ baseUrl, auth: { username: user.name, password: user.password }, proxy: false })
}

export const job = (id: string, fields: Record<string, unknown> = {}) => ({
  案件ID: { value: id },
  案件名: { value: `案件 ${id}` },
  ...Object.fromEntries(Object.entries(fields).map(([code, value]) => [code, { value }])),
})

/** What the client threw; a test that expects an error must not pass without one. */
export async function refusal(work: Promise<unknown>): Promise<KintoneRestAPIError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof KintoneRestAPIError) return error
  throw new Error(`expected kintone to refuse, got ${String(error)}`)
}

export async function control(sandbox: Sandbox, path: string, body?: unknown, method = 'POST'): Promise<unknown> {
  const response = await fetch(`${sandbox.startLine.control}${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(await response.text())
  return response.json()
}
