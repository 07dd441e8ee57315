import { TooManyRequests } from '../http/errors'
import type { Form, FormErrors } from '../http/form'
import { passwordWrong } from './answers'
import { confirmPassword } from './confirm-password'
import type { Account, GuardTools } from './guard'

/** What is wrong with the form's password, null when it is the account's. Throws TooManyRequests. */
export async function requirePassword(tools: GuardTools, account: Account, form: Form): Promise<FormErrors | null> {
  const confirmation = await confirmPassword(tools, account, form.raw('password'))
  if (confirmation.outcome === 'wait') throw new TooManyRequests(confirmation.seconds)
  return confirmation.outcome === 'wrong' ? { password: passwordWrong } : null
}
