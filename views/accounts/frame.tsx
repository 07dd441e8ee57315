import type { Children } from '@kitajs/html'
import { paths } from '../../src/paths'
import type { Errors } from '../ui/form'
import { Page, type Viewer } from '../ui/layout'

/** The frame of everything about one's own account: the way back, the heading, what was just done. */
export function AccountFrame(props: {
  viewer: Viewer
  title: string
  errors?: Errors
  /** A sentence about what was just done. */
  done?: string | null
  children?: Children
}): string {
  const { viewer, title, errors, done } = props
  return (
    <Page title={errors ? `エラー：${title}` : title} viewer={viewer} tab="mypage">
      <div class="wrap narrow">
        <nav class="crumb" aria-label="パンくず">
          <a href={paths.account()}>← 登録情報へ戻る</a>
        </nav>
        <h1 safe>{title}</h1>
        {done ? (
          <p class="done-note" role="status" safe>
            {done}
          </p>
        ) : null}
        {props.children as 'safe'}
      </div>
    </Page>
  ) as string
}

/** The frame of pages that need no session: resetting a password, confirming an address. */
export function OpenFrame(props: { title: string; errors?: Errors; children?: Children }): string {
  const { title, errors } = props
  return (
    <Page title={errors ? `エラー：${title}` : title} viewer={null}>
      <div class="wrap narrow">
        <h1 safe>{title}</h1>
        {props.children as 'safe'}
      </div>
    </Page>
  ) as string
}
