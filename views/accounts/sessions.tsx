import { paths } from '../../src/paths'
import { longInstant } from '../format'
import type { Viewer } from '../ui/layout'
import { AccountFrame } from './frame'

export type ShownSession = { id: string; device: string; startedAt: Date; isThisOne: boolean }

export function SessionsPage(props: { viewer: Viewer; sessions: ShownSession[]; done: string | null }): string {
  const { viewer, sessions, done } = props
  return (
    <AccountFrame viewer={viewer} title="ログイン中の端末" done={done}>
      <ul class="stack">
        {sessions.map((session) => (
          <li class="card stack tight">
            <p>
              <b safe>{session.device}</b>
              {session.isThisOne ? (
                <>
                  {' '}
                  <span class="badge" data-kind="applied">
                    いまお使いの端末
                  </span>
                </>
              ) : null}
            </p>
            <p class="muted" safe>
              {`ログイン ${longInstant(session.startedAt)}`}
            </p>
            {session.isThisOne ? null : (
              <form method="post" action={paths.endSession()}>
                <input type="hidden" name="id" value={session.id} />
                <button type="submit" class="btn" data-busy="送信しています…">
                  この端末をログアウトする<span class="vh" safe>{`：${session.device}`}</span>
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 ? (
        <form method="post" action={paths.endSession()}>
          <input type="hidden" name="others" value="yes" />
          <button type="submit" class="btn" data-busy="送信しています…">
            ほかの端末をすべてログアウトする
          </button>
        </form>
      ) : null}
      <p class="muted">心当たりのない端末がある場合は、ログアウトしたうえで、パスワードを変更してください。</p>
    </AccountFrame>
  ) as string
}
