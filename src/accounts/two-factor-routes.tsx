import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { Elysia } from 'elysia'
import encodeQR from 'qr'
import { RecoveryCodesPage, SignInCodePage, TwoFactorPage, TwoFactorSetupPage } from '../../views/accounts/two-factor'
import { TooManyRequests } from '../http/errors'
import { type FormErrors, readForm } from '../http/form'
import { html, seeOther } from '../http/html'
import { narrow } from '../http/normalise'
import { queueLetter } from '../mail/queue-letter'
import type { SignInChange } from '../mail/sign-in-changed'
import { localPath, paths } from '../paths'
import { viewerOf } from '../profile/viewer'
import { type AuthAnswer, forward } from './forward'
import { type Account, type GuardTools, requireAccount } from './guard'
import { admit } from './sign-in'

const privately = (markup: string, status = 200) => html(markup, { status, isPrivate: true })
const passwordWrong = { password: 'パスワードが違います' }
const codeWrong = {
  code: 'コードが違うか、期限が切れています。認証アプリに表示されている最新のコードを入力してください',
}

const setupAnswer = Type.Object({ totpURI: Type.String(), backupCodes: Type.Array(Type.String()) })
const codesAnswer = Type.Object({ backupCodes: Type.Array(Type.String()) })

/** TOTP with recovery codes. Better Auth checks the password, the codes and the attempts. */
export function twoFactorRoutes(tools: GuardTools) {
  const show = ({ user, talent }: Account, errors: FormErrors | null, done: string | null = null) =>
    privately(
      TwoFactorPage({ viewer: viewerOf(talent), email: user.email, isOn: user.twoFactorEnabled, errors, done }),
      errors ? 422 : 200,
    )
  const askWithPassword = async (request: Request, path: string) => {
    const password = (await readForm(request)).raw('password')
    const answer = await forward(tools.auth, request, { path, body: { password } })
    refuseTooMany(answer)
    return answer
  }
  const tell = (userId: string, change: SignInChange) =>
    queueLetter(tools, { kind: 'sign-in-changed', userId, aboutId: change, occasion: crypto.randomUUID() })

  return new Elysia({ name: 'two-factor' })
    .get(paths.twoFactor(), async ({ request, query }) => {
      const done =
        query.done === 'on'
          ? '2段階認証を有効にしました。'
          : query.done === 'off'
            ? '2段階認証を無効にしました。'
            : null
      return show(await requireAccount(tools, request), null, done)
    })
    .post(
      paths.twoFactorSetup(),
      async ({ request }) => {
        const account = await requireAccount(tools, request)
        if (account.user.twoFactorEnabled) return seeOther(request, paths.twoFactor())
        const answer = await askWithPassword(request, '/two-factor/enable')
        if (answer.status !== 200) return show(account, passwordWrong)
        const { totpURI: uri, backupCodes: recoveryCodes } = read(setupAnswer, answer)
        const secret = new URL(uri).searchParams.get('secret') ?? ''
        const setup = { uri, secret, recoveryCodes, qrCode: encodeQR(uri, 'svg') }
        return privately(TwoFactorSetupPage({ viewer: viewerOf(account.talent), errors: null, setup }))
      },
      { parse: 'none' },
    )
    .post(
      paths.twoFactorActivation(),
      async ({ request }) => {
        const account = await requireAccount(tools, request)
        const code = digitsOf((await readForm(request)).text('code'))
        const answer = await forward(tools.auth, request, { path: '/two-factor/verify-totp', body: { code } })
        refuseTooMany(answer)
        if (answer.status !== 200)
          return privately(
            TwoFactorSetupPage({ viewer: viewerOf(account.talent), errors: codeWrong, setup: null }),
            422,
          )
        await tell(account.user.id, 'two-factor-on')
        return seeOther(request, `${paths.twoFactor()}?done=on`, answer.cookies)
      },
      { parse: 'none' },
    )
    .post(
      paths.twoFactorRemoval(),
      async ({ request }) => {
        const account = await requireAccount(tools, request)
        const answer = await askWithPassword(request, '/two-factor/disable')
        if (answer.status !== 200) return show(account, passwordWrong)
        await tell(account.user.id, 'two-factor-off')
        return seeOther(request, `${paths.twoFactor()}?done=off`, answer.cookies)
      },
      { parse: 'none' },
    )
    .post(
      paths.recoveryCodes(),
      async ({ request }) => {
        const account = await requireAccount(tools, request)
        const answer = await askWithPassword(request, '/two-factor/generate-backup-codes')
        if (answer.status !== 200) return show(account, passwordWrong)
        await tell(account.user.id, 'recovery-codes')
        const { backupCodes: codes } = read(codesAnswer, answer)
        return privately(RecoveryCodesPage({ viewer: viewerOf(account.talent), codes }))
      },
      { parse: 'none' },
    )
    .use(secondStepRoutes(tools))
}

/** The second step of signing in; the first left a signed cookie that is good for ten minutes. */
function secondStepRoutes(tools: GuardTools) {
  return new Elysia({ name: 'two-factor-sign-in' })
    .get(paths.loginTwoFactor(), ({ query }) =>
      privately(SignInCodePage({ next: localPath(query.next) ?? '', errors: null })),
    )
    .post(
      paths.loginTwoFactor(),
      async ({ request }) => {
        const form = await readForm(request)
        const next = localPath(form.text('next')) ?? ''
        const typed = form.text('code')
        const isTotp = /^\d{6}$/.test(digitsOf(typed))
        const path = isTotp ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code'
        const code = isTotp ? digitsOf(typed) : narrow(typed)
        const answer = await forward(tools.auth, request, { path, body: { code } })
        refuseTooMany(answer)
        if (answer.code === 'INVALID_TWO_FACTOR_COOKIE') return seeOther(request, paths.login({ next }))
        if (answer.status !== 200) return privately(SignInCodePage({ next, errors: codeWrong }), 422)
        const result = await admit(tools, answer)
        if (result.outcome !== 'signed-in') return seeOther(request, `${paths.login()}?notice=closed`)
        return seeOther(request, next || paths.jobs(), result.cookies)
      },
      { parse: 'none' },
    )
}

const digitsOf = (typed: string) => narrow(typed).replace(/[\s-]/g, '')

function refuseTooMany({ status, code, retryAfterSeconds }: AuthAnswer): void {
  if (status === 429 || code === 'ACCOUNT_TEMPORARILY_LOCKED') throw new TooManyRequests(retryAfterSeconds ?? 900)
}

function read<T extends TSchema>(schema: T, { body, status }: AuthAnswer): Static<T> {
  if (Value.Check(schema, body)) return body
  throw new Error(`Two-factor answered ${status} in another shape`)
}
