/** One HTTP request, read to the end, independent of the server that took it. */
export type Call = {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export type Reply = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Drop the connection instead of answering. */
  readonly cut?: boolean
  /** Wait before answering; ends early when the sandbox stops. */
  readonly delayMs?: number
}

export const bodyText = (call: Call): string => new TextDecoder().decode(call.body)

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json;charset=utf-8', ...headers },
  body: JSON.stringify(value),
})

export const text = (body: string, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'text/plain;charset=utf-8' },
  body,
})

export const seeOther = (location: string): Reply => ({ status: 303, headers: { location } })

/** Parsed JSON object of the body; an empty body is an empty object, anything else undefined. */
export function jsonObject(call: Call): Record<string, unknown> | undefined {
  if (call.body.length === 0) return {}
  try {
    const value: unknown = JSON.parse(bodyText(call))
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A page of another site must not be able to change anything here. */
export const comesFromElsewhere = ({ headers }: Call): boolean =>
  headers.origin !== undefined && headers.origin !== `http://${headers.host}`
