import type { App } from './app'
import { KintoneError, message } from './errors'
import { type Params, readId, readRevision } from './params'
import { appNotFound, tokenMayNot, wrongToken } from './refusals'
import { hasRight, type Session } from './session'

/** The settings a caller with the right to administer the app may change, at the revision they expect. */
export function openDraft(session: Session, params: Params): App {
  const id = readId(params, 'app')
  const draft = session.world.drafts.find(id)
  if (!draft) throw appNotFound(id)
  const { actor } = session
  if (actor.kind === 'tokens' && !draft.tokens.some(({ token }) => actor.tokens.includes(token))) throw wrongToken()
  if (!hasRight(session, draft, 'admin')) throw tokenMayNot()
  const revision = readRevision(params.revision, 'revision')
  if (revision !== undefined && revision !== draft.revision) throw staleSettings(id)
  return draft
}

export const staleSettings = (id: string): KintoneError =>
  new KintoneError(
    409,
    'GAIA_CO03',
    message(
      `指定したrevisionは最新ではありません。ほかのユーザーがアプリ（id: ${id}）の設定を更新した可能性があります。`,
      `The revision is not the latest. Someone may update the app settings (ID: ${id}).`,
    ),
  )

export function saveDraft(session: Session, draft: App): { revision: string } {
  const saved = { ...draft, revision: draft.revision + 1 }
  session.world.drafts.save(saved)
  return { revision: String(saved.revision) }
}
