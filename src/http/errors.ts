/** Thrown by routes and guards, answered in one place (see app.tsx). */
export class NotFound extends Error {
  override name = 'NotFound'
}

export class SignInRequired extends Error {
  override name = 'SignInRequired'
}

/** The terms have changed since the person agreed to them. */
export class ConsentRequired extends Error {
  override name = 'ConsentRequired'
}

export class BodyTooLarge extends Error {
  override name = 'BodyTooLarge'
}

/** A request that no form of ours sends. */
export class BadRequest extends Error {
  override name = 'BadRequest'
}

export class TooManyRequests extends Error {
  override name = 'TooManyRequests'
  constructor(readonly retryAfterSeconds: number) {
    super(`Too many requests, again in ${retryAfterSeconds} s`)
  }
}
