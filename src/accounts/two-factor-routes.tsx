import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { Elysia } from 'elysia'
import encodeQR from 'qr'
import { RecoveryCodesPage, SignInCodePage, TwoFactorPage, TwoFactorSetupPage } from '../../views/accounts/two-factor'
import { finishTwoFactorSwitch } from '../db/two-factors'
import { TooManyRequests } from '../http/errors'
import { type Form, type FormErrors, readForm } from '../http/form'
import { seeOther } from '../http/html'
import { narrow } from '../http/normalise'
import { queueLetter } from '../mail/queue-letter'
import type { SignInChange } from '../mail/sign-in-changed'
import { localPath, paths } from '../paths'
import { viewerOf } from '../profile/viewer'
import { accountPage, passwordWrong, refuseTooMany } from './answers'
import { type AuthAnswer, forward } from './forward'
import { type Account, type GuardTools, requireAccount } from './guard'
import { endPendingProofs } from './password-change'
import { requirePassword } from './require-password'
import { checkSecondFactor } from './second-factor'

const recoveryCodeWrong = {
  recoveryCode: 'リカバリーコードが違うか、すでに使われています。大文字と小文字も区別して入力してください',
}
const codeWrong = {
  code: 'コードが違うか、期限が切れています。認証アプリに表示されている最新のコードを入力してください',
}

const setupAnswer = Type.Object({ totpURI: Type.String(), backupCodes: Type.Array(Type.String()) })
const codesAnswer = Type.Object({ backupCodes: Type.Array(Type.String()) })

/** TOTP with recovery codes. Better Auth checks the password, the codes and the attempts. */
export function twoFactorRoutes(tools: GuardTools) {
  const show = ({ user, talent }: Account, errors: FormErrors | null, done: string | null = null) =>
    accountPage(
      TwoFactorPage({ viewer: viewerOf(talent), email: user.email, isOn: user.twoFactorEnabled, errors, done }),
      errors,
    )
  /** Null when the password was wrong. */
  const askWithPassword = async (request: Request, account: Account, path: string) => {
    const form = await readForm(request)
    if (await requirePassword(tools, account, form)) return null
    const answer = await forward(tools.auth, request, { path, body: { password: form.raw('password') } })
    refuseTooMany(answer)
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status} ${answer.code}`)
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
        await finishTwoFactorSwitch(tools.database.db, account.user.id)
        if (account.user.twoFactorEnabled) return seeOther(request, paths.twoFactor())
        const answer = await askWithPassword(request, account, '/two-factor/enable')
        if (answer === null) return show(account, { password: passwordWrong })
        const { totpURI: uri, backupCodes: recoveryCodes } = read(setupAnswer, answer)
        const setup = setupOf(uri, recoveryCodes)
        return accountPage(TwoFactorSetupPage({ viewer: viewerOf(account.talent), errors: null, setup }))
      },
      { parse: 'none' },
    )
    .post(
      paths.twoFactorActivation(),
      async ({ request }) => {
        const account = await requireAccount(tools, request)
        if (account.user.twoFactorEnabled) return seeOther(request, paths.twoFactor())
        const form = await readForm(request)
        const code = digitsOf(form.text('code'))
        const answer = await forward(tools.auth, request, { path: '/two-factor/verify-totp', body: { code } })
        refuseTooMany(answer)
        if (answer.status !== 200)
          return accountPage(
            TwoFactorSetupPage({ viewer: viewerOf(account.talent), errors: codeWrong, setup: shownAgain(form) }),
            codeWrong,
          )
        await endPendingProofs(tools.database.db, account.user.id)
        await tell(account.user.id, 'two-factor-on')
        return seeOther(request, `${paths.twoFactor()}?done=on`, answer.cookies)
      },
      { parse: 'none' },
    )
    .post(
      paths.twoFactorRemoval(),
      async ({ request }) => {
        const account = await requireAccount(tools, request)
        const answer = await askWithPassword(request, account, '/two-factor/disable')
        if (answer === null) return show(account, { password: passwordWrong })
        await endPendingProofs(tools.database.db, account.user.id)
        await tell(account.user.id, 'two-factor-off')
        return seeOther(request, `${paths.twoFactor()}?done=off`, answer.cookies)
      },
      { parse: 'none' },
    )
    .post(
      paths.recoveryCodes(),
      async ({ request }) => {
        const account = await requireAccount(tools, request)
        const answer = await askWithPassword(request, account, '/two-factor/generate-backup-codes')
        // The page has two forms that ask for it.
        if (answer === null) return show(account, { codesPassword: passwordWrong })
        await tell(account.user.id, 'recovery-codes')
        const { backupCodes: codes } = read(codesAnswer, answer)
        return accountPage(RecoveryCodesPage({ viewer: viewerOf(account.talent), codes }))
      },
      { parse: 'none' },
    )
    .use(secondStepRoutes(tools))
}

/** The second step of signing in; the first left a signed cookie that is good for ten minutes. */
function secondStepRoutes(tools: GuardTools) {
  const show = (next: string, errors: FormErrors | null) => accountPage(SignInCodePage({ next, errors }), errors)
  return new Elysia({ name: 'two-factor-sign-in' })
    .get(paths.loginTwoFactor(), ({ query }) => show(localPath(query.next) ?? '', null))
    .post(
      paths.loginTwoFactor(),
      async ({ request }) => {
        const form = await readForm(request)
        const next = localPath(form.text('next')) ?? ''
        const isRecovery = form.has('recoveryCode')
        const result = isRecovery
          ? await checkSecondFactor(tools, request, { kind: 'recovery', code: recoveryCode(form.text('recoveryCode')) })
          : await checkSecondFactor(tools, request, { kind: 'totp', code: digitsOf(form.text('code')) })
        switch (result.outcome) {
          case 'signed-in':
            return seeOther(request, next || paths.jobs(), result.cookies)
          case 'closed':
            return seeOther(request, paths.login({ notice: 'closed' }))
          case 'start-over':
            return seeOther(request, paths.login({ next, notice: 'start-over' }))
          case 'code-wrong':
            return show(next, isRecovery ? recoveryCodeWrong : codeWrong)
          case 'wait':
            throw new TooManyRequests(result.seconds)
        }
      },
      { parse: 'none' },
    )
}

const setupOf = (uri: string, recoveryCodes: string[]) => ({
  uri,
  secret: new URL(uri).searchParams.get('secret') ?? '',
  recoveryCodes,
  qrCode: encodeQR(uri, 'svg'),
})

/** What the page showed and its form brought back: nobody must begin anew because of a mistyped code. */
function shownAgain(form: Form) {
  const uri = form.text('uri').slice(0, 1_000)
  const codes = form.all('recoveryCodes').slice(0, 20)
  return uri.startsWith('otpauth://totp/') && URL.canParse(uri) ? setupOf(uri, codes) : null
}

const digitsOf = (typed: string) => narrow(typed).replace(/[\s-]/g, '').slice(0, 20)

/** As Better Auth writes them: two groups of five; people leave the hyphen out. */
function recoveryCode(typed: string): string {
  const code = narrow(typed).replace(/[\s-]/g, '').slice(0, 20)
  return `${code.slice(0, 5)}-${code.slice(5)}`
}

function read<T extends TSchema>(schema: T, { body, status }: AuthAnswer): Static<T> {
  if (Value.Check(schema, body)) return body
  throw new Error(`Two-factor answered ${status} in another shape`)
}
