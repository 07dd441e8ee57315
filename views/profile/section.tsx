import type { Children } from '@kitajs/html'
import type { Form } from '../../src/http/form'
import { paths } from '../../src/paths'
import type { SyncState } from '../../src/profile/sync-state'
import { Page, type Viewer } from '../ui/layout'

export type SectionProps = { viewer: Viewer; sync: SyncState; isSaved: boolean }

const sections: [string, string][] = [
  [paths.profile(), 'プロフィール'],
  [paths.career(), '職歴・資格'],
  [paths.preferences(), '希望条件'],
]

/** The frame of the three profile pages: their menu, what was just saved, and the form. */
export function SectionPage(
  props: SectionProps & { title: string; path: string; hasErrors: boolean; children?: Children },
): string {
  const { title, path, hasErrors } = props
  return (
    <Page title={hasErrors ? `エラー：${title}` : title} viewer={props.viewer} tab="mypage">
      <div class="wrap mypage">
        <nav class="side" aria-label="マイページ">
          <ul>
            {sections.map(([href, label]) => (
              <li>
                <a href={href} aria-current={href === path ? 'page' : undefined} safe>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="stack">
          <h1 safe>{title}</h1>
          {props.isSaved && <Saved sync={props.sync} />}
          {!props.isSaved && props.sync !== 'delivered' && (
            <p class="notice" role="status">
              <SyncBadge sync={props.sync} />
            </p>
          )}
          {props.children as 'safe'}
        </div>
      </div>
    </Page>
  ) as string
}

function Saved({ sync }: { sync: SyncState }) {
  return (
    <div class="done-note" role="status">
      <p>
        <b>保存しました。</b> マッチ度に反映されています。 <SyncBadge sync={sync} />
      </p>
      <p class="actions">
        <a class="btn" href={paths.jobs()}>
          案件を見る
        </a>
        <a class="btn" href={paths.mypage()}>
          マイページへ
        </a>
      </p>
    </div>
  )
}

/** Nothing once kintone has everything: only what waits, or went wrong, is worth a word. */
export function SyncBadge({ sync }: { sync: SyncState }) {
  if (sync === 'sending')
    return (
      <span class="badge" data-kind="sending">
        担当者への反映待ち
      </span>
    )
  if (sync === 'needs-attention')
    return (
      <span class="badge" data-kind="attention">
        担当者への反映で確認が必要です
      </span>
    )
  if (sync === 'conflict')
    return (
      <span class="ask">
        <span class="badge" data-kind="attention">
          確認が必要です
        </span>
        <a href={paths.profileConflicts()}>重なった変更を確認する</a>
      </span>
    )
  return ''
}

/** What the form showed when it was drawn: lets the save tell the candidate's changes from staff's. */
export function SeenField({ form }: { form: Form }) {
  return <input type="hidden" name="seen" value={form.text('seen')} />
}
