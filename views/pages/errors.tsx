import { paths } from '../../src/paths'
import { waitingTime } from '../format'
import { Page, type Viewer } from '../ui/layout'

export type ErrorKind = 'not-found' | 'server-error' | 'unavailable' | 'too-large' | 'bad-request' | 'too-many-requests'

const texts: Record<ErrorKind, { title: string; text: string }> = {
  'not-found': {
    title: 'ページが見つかりませんでした',
    text: 'アドレスが変わったか、案件の公開が終わった可能性があります。',
  },
  'server-error': { title: '問題が発生しました', text: '時間をおいて、もう一度お試しください。ご迷惑をおかけします。' },
  unavailable: { title: 'ただいまご利用いただけません', text: '数分おいて、もう一度お試しください。' },
  'too-large': {
    title: '送信できませんでした',
    text: '入力された内容が大きすぎます。短くして、もう一度お試しください。',
  },
  'bad-request': { title: '送信できませんでした', text: 'ページを開き直して、もう一度お試しください。' },
  'too-many-requests': {
    title: '少し時間をおいてください',
    text: '短い時間に何度も操作されたため、いまは受け付けられません。',
  },
}

type ErrorMessageProps = {
  kind: ErrorKind
  requestId: string | null
  /** How long to wait before the next try, where we know. */
  waitSeconds?: number
}
export type ErrorPageProps = ErrorMessageProps & {
  viewer: Viewer
  /** The page the refused form stood on. */
  backPath?: string
}

export function ErrorPage({ kind, viewer, requestId, waitSeconds, backPath }: ErrorPageProps): string {
  return (
    <Page title={texts[kind].title} viewer={viewer}>
      <div class="wrap narrow">
        <ErrorMessage kind={kind} requestId={requestId} waitSeconds={waitSeconds} isPage />
        <p class="actions">
          {backPath ? (
            <a class="btn primary" href={backPath}>
              前のページへ戻る
            </a>
          ) : (
            <a class="btn primary" href={paths.jobs()}>
              案件を探す
            </a>
          )}
        </p>
      </div>
    </Page>
  ) as string
}

/** The same words, for a page or for the part of a page that htmx asked for. */
export function ErrorMessage({ kind, requestId, waitSeconds, isPage }: ErrorMessageProps & { isPage?: boolean }) {
  const { title, text } = texts[kind]
  return (
    <div class={isPage ? 'stack' : 'alert'} role={isPage ? undefined : 'alert'}>
      {isPage ? (
        <h1 safe>{title}</h1>
      ) : (
        <p class="h" safe>
          {title}
        </p>
      )}
      <p safe>
        {waitSeconds === undefined ? text : `${text}${waitingTime(waitSeconds)}おいて、もう一度お試しください。`}
      </p>
      {requestId ? <p class="muted" safe>{`お問い合わせ番号：${requestId}`}</p> : null}
    </div>
  )
}
