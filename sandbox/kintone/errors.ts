export type Message = { readonly ja: string; readonly en: string }
export type Problems = Record<string, Message[]>

export class KintoneError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly text: Message,
    readonly problems?: Problems,
  ) {
    super(`${code}: ${text.en}`)
  }
}

/** bulkRequest answers with the failing call's error at its place and empty objects around it. */
export class BulkError extends Error {
  constructor(
    readonly failure: KintoneError,
    readonly index: number,
    readonly size: number,
  ) {
    super(failure.message)
  }
}

export const message = (ja: string, en: string): Message => ({ ja, en })

export function errorBody(error: KintoneError, language: keyof Message): Record<string, unknown> {
  const body = { code: error.code, id: errorId(), message: error.text[language] }
  if (!error.problems) return body
  const errors = Object.fromEntries(
    Object.entries(error.problems).map(([key, texts]) => [key, { messages: texts.map((one) => one[language]) }]),
  )
  return { ...body, errors }
}

export function bulkErrorBody(error: BulkError, language: keyof Message): Record<string, unknown> {
  const results = Array.from({ length: error.size }, (_, index) =>
    index === error.index ? errorBody(error.failure, language) : {},
  )
  return { results }
}

const errorId = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(15))).toString('base64url')
