import { Elysia } from 'elysia'
import { SessionsPage } from '../../views/accounts/sessions'
import { endOtherSessions, endSession, sessionsOf } from '../db/sessions'
import { NotFound } from '../http/errors'
import { readForm } from '../http/form'
import { seeOther } from '../http/html'
import { paths } from '../paths'
import { viewerOf } from '../profile/viewer'
import { accountPage } from './answers'
import { deviceName } from './device-name'
import { type GuardTools, requireAccount } from './guard'

/** Where somebody is signed in, and how that ends. */
export function sessionRoutes(tools: GuardTools) {
  const { db } = tools.database
  return new Elysia({ name: 'sessions' })
    .get(paths.sessions(), async ({ request, query }) => {
      const { user, talent, sessionId } = await requireAccount(tools, request)
      const sessions = (await sessionsOf(db, user.id)).map((session) => ({
        id: session.id,
        device: deviceName(session.userAgent ?? ''),
        startedAt: session.createdAt,
        isThisOne: session.id === sessionId,
      }))
      const notice = query.done === 'ended' ? 'ログアウトしました。' : null
      return accountPage(SessionsPage({ viewer: viewerOf(talent), sessions, done: notice }))
    })
    .post(
      paths.endSession(),
      async ({ request }) => {
        const { user, sessionId } = await requireAccount(tools, request)
        const form = await readForm(request)
        if (form.has('others')) await endOtherSessions(db, { userId: user.id, keptId: sessionId })
        else if (!(await endSession(db, { userId: user.id, id: form.text('id') }))) throw new NotFound()
        return seeOther(request, `${paths.sessions()}?done=ended`)
      },
      { parse: 'none' },
    )
}
