import { Type } from '@sinclair/typebox'
import type { Form } from '../http/form'
import { foldSpaces, narrow } from '../http/normalise'
import { localPath } from '../paths'
import { personName } from '../profile/person-name'
import { passwordMaximumLength, passwordMinimumLength } from './password'

/** What Better Auth takes for an address; a wider one could be stored and then neither sign in nor be reset. */
const emailPattern =
  "^(?!\\.)(?!.*\\.\\.)[A-Za-z0-9_'+\\-.]{0,63}[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\\.)+[A-Za-z]{2,63}$"
/** Longer than any answer; what is beyond is cut before anything looks at it. */
const longestAnswer = 300

const emailExpression = new RegExp(emailPattern)

/** An address as mail servers take it; ASCII only, 254 characters at most. */
export const isEmail = (text: string) => text.length <= 254 && emailExpression.test(text)

export const signUpSchema = Type.Object({
  familyName: personName('姓'),
  givenName: personName('名'),
  email: Type.String({
    maxLength: 254,
    pattern: emailPattern,
    message: 'メールアドレスを入力してください（例：taro@example.com）',
  }),
  password: Type.String({
    minLength: passwordMinimumLength,
    maxLength: passwordMaximumLength,
    message: `パスワードを${passwordMinimumLength}文字以上${passwordMaximumLength}文字以内で入力してください`,
  }),
  phone: Type.String({
    pattern: '^(|[0-9+][0-9-]{8,18})$',
    message: '電話番号を数字で入力してください（例：090-1234-5678）',
  }),
  wantsMail: Type.Boolean(),
  agrees: Type.Literal(true, { message: '利用規約とプライバシーポリシーへの同意が必要です' }),
})

export function readSignUp(form: Form) {
  const answer = (name: string) => form.text(name).slice(0, longestAnswer)
  return {
    familyName: foldSpaces(answer('familyName')),
    givenName: foldSpaces(answer('givenName')),
    email: narrow(answer('email')),
    // As typed: spaces are part of a passphrase. Width is folded where it is hashed.
    password: form.raw('password').slice(0, longestAnswer),
    phone: narrow(answer('phone')).replace(/[\s()]/g, ''),
    wantsMail: form.has('wantsMail'),
    agrees: form.has('agrees'),
    next: localPath(form.text('next')) ?? '',
  }
}
