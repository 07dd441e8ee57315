import { TooManyRequests } from '../http/errors'
import type { FormErrors } from '../http/form'
import { html } from '../http/html'
import type { AuthAnswer } from './forward'

/** A page about somebody's account; 422 when it shows what is wrong with a form. */
export function accountPage(markup: string, errors: FormErrors | null = null): Response {
  return html(markup, { status: errors ? 422 : 200, isPrivate: true })
}

/** Throws TooManyRequests when Better Auth said so. */
export function refuseTooMany({ status, retryAfterSeconds }: Pick<AuthAnswer, 'status' | 'retryAfterSeconds'>): void {
  if (status === 429) throw new TooManyRequests(retryAfterSeconds ?? 10)
}

export const passwordWrong = 'パスワードが違います'
export const emailMalformed = 'メールアドレスを入力してください（例：taro@example.com）'
