import { Elysia } from 'elysia'
import { PasskeysPage } from '../../views/accounts/passkeys'
import { deletePasskey, passkeysOf } from '../db/passkeys'
import { clientNetwork } from '../http/client-address'
import { NotFound } from '../http/errors'
import { type FormErrors, readForm } from '../http/form'
import { seeOther } from '../http/html'
import { queueLetter } from '../mail/queue-letter'
import { localPath, paths } from '../paths'
import { viewerOf } from '../profile/viewer'
import { accountPage, passwordWrong, refuseTooMany } from './answers'
import { type AuthAnswer, forward } from './forward'
import { type Account, type GuardTools, requireAccount } from './guard'
import { requirePassword } from './require-password'
import { admit } from './sign-in'

/** A challenge is a row and a cookie, for anybody who asks. */
const challengesPerAddress = { uses: 60, seconds: 600 }
const failed = 'パスキーを確認できませんでした。もう一度お試しください'

/**
 * Passkeys. The browser's ceremony needs JavaScript (app.js), everything around it is a form: the script fetches the
 * options, asks the device, and sends its answer as the form's `response` field.
 */
export function passkeyRoutes(tools: GuardTools) {
  const { db } = tools.database
  const show = async ({ user, talent }: Account, errors: FormErrors | null, done: string | null = null) => {
    const passkeys = (await passkeysOf(db, user.id)).map(({ id, name, createdAt }) => ({
      id,
      name: name ?? '名前なし',
      createdAt,
    }))
    return accountPage(PasskeysPage({ viewer: viewerOf(talent), email: user.email, passkeys, errors, done }), errors)
  }
  return new Elysia({ name: 'passkeys' })
    .get(paths.passkeys(), async ({ request, query }) => {
      const done =
        query.done === 'added'
          ? 'パスキーを追加しました。'
          : query.done === 'removed'
            ? 'パスキーを削除しました。'
            : null
      return show(await requireAccount(tools, request), null, done)
    })
    .post(
      paths.passkeyOptions(),
      async ({ request }) => {
        const account = await requireAccount(tools, request)
        const refusal = await requirePassword(tools, account, await readForm(request))
        if (refusal) return json({ problem: refusal.password }, 422)
        const answer = await forward(tools.auth, request, { method: 'GET', path: '/passkey/generate-register-options' })
        return options(answer)
      },
      { parse: 'none' },
    )
    .post(
      paths.passkeys(),
      async ({ request }) => {
        const account = await requireAccount(tools, request)
        const form = await readForm(request)
        const refusal = await requirePassword(tools, account, form)
        if (refusal) return show(account, refusal)
        const name = form.text('name').slice(0, 50) || 'パスキー'
        const response = parsed(form.text('response'))
        const body = { response, name }
        const answer = await forward(tools.auth, request, { path: '/passkey/verify-registration', body })
        refuseTooMany(answer)
        if (answer.status !== 200) return show(account, { password: failed })
        const letter = { kind: 'sign-in-changed' as const, userId: account.user.id, aboutId: 'passkey-added' }
        await queueLetter(tools, { ...letter, occasion: crypto.randomUUID() })
        return seeOther(request, `${paths.passkeys()}?done=added`, answer.cookies)
      },
      { parse: 'none' },
    )
    .post(
      paths.removePasskey(),
      async ({ request }) => {
        const account = await requireAccount(tools, request)
        const form = await readForm(request)
        const id = form.text('id').slice(0, 100)
        if (await requirePassword(tools, account, form)) return show(account, { [`password-${id}`]: passwordWrong })
        await removePasskey(tools, account, id)
        return seeOther(request, `${paths.passkeys()}?done=removed`)
      },
      { parse: 'none' },
    )
    .use(passkeySignInRoutes(tools))
}

function passkeySignInRoutes(tools: GuardTools) {
  return new Elysia({ name: 'passkey-sign-in' })
    .post(
      paths.loginPasskeyOptions(),
      async ({ request }) => {
        await tools.limits.require(`passkey:${clientNetwork(request)}`, challengesPerAddress)
        const path = '/passkey/generate-authenticate-options'
        return options(await forward(tools.auth, request, { method: 'GET', path }))
      },
      { parse: 'none' },
    )
    .post(
      paths.loginPasskey(),
      async ({ request }) => {
        const form = await readForm(request)
        const next = localPath(form.text('next')) ?? ''
        const response = parsed(form.text('response'))
        const answer = await forward(tools.auth, request, {
          path: '/passkey/verify-authentication',
          body: { response },
        })
        refuseTooMany(answer)
        if (answer.status !== 200) return seeOther(request, paths.login({ next, notice: 'passkey' }))
        const result = await admit(tools, request, answer)
        if (result.outcome !== 'signed-in') return seeOther(request, paths.login({ notice: 'closed' }))
        return seeOther(request, next || paths.jobs(), result.cookies)
      },
      { parse: 'none' },
    )
}

/** The key and the letter that says so go together. Throws NotFound for somebody else's. */
async function removePasskey(tools: GuardTools, { user }: Account, id: string): Promise<void> {
  await tools.database.transaction(async (tx) => {
    if (!(await deletePasskey(tx, { id, userId: user.id }))) throw new NotFound()
    const letter = { kind: 'sign-in-changed' as const, userId: user.id, aboutId: 'passkey-removed' }
    await queueLetter({ ...tools, tx }, { ...letter, occasion: crypto.randomUUID() })
  })
}

/** Better Auth's options with one word changed: the device must check who holds it, not only if it likes. */
function options(answer: AuthAnswer): Response {
  refuseTooMany(answer)
  if (answer.status !== 200 || answer.body === null || typeof answer.body !== 'object')
    throw new Error(`Passkey options answered ${answer.status} ${answer.code}`)
  const response = json({ ...answer.body, userVerification: 'required' }, 200)
  for (const cookie of answer.cookies) response.headers.append('set-cookie', cookie)
  return response
}

function json(body: object, status: number): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'private, no-store' } })
}

/** An empty object for what is no JSON: Better Auth says no to it. */
function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' ? value : {}
  } catch {
    return {}
  }
}
