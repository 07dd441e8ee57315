import { paths } from '../../src/paths'
import type { ProfileItem } from '../../src/profile/completeness'
import type { SyncState } from '../../src/profile/sync-state'
import { Page, type Viewer } from '../ui/layout'
import { SyncBadge } from './section'

export type HubProps = {
  viewer: Viewer
  name: string
  items: ProfileItem[]
  percent: number
  sync: SyncState
  /** The last question about a conflict was just answered. */
  isSaved: boolean
}

export function HubPage({ viewer, name, items, percent, sync, isSaved }: HubProps): string {
  const missing = items.filter((item) => !item.isFilled)
  return (
    <Page title="マイページ" viewer={viewer} tab="mypage">
      <div class="wrap one-column">
        <h1>マイページ</h1>
        <p>
          <b safe>{name}</b> さん
        </p>
        {isSaved ? (
          <p class="done-note" role="status">
            <b>選んだ内容を保存しました。</b>
          </p>
        ) : null}
        <section class="card stack" aria-labelledby="completeness">
          <h2 class="h" id="completeness">
            プロフィール {percent}%
          </h2>
          <progress value={percent} max={100} aria-label={`プロフィールの入力率 ${percent}%`}>
            {percent}%
          </progress>
          {missing.length > 0 ? (
            <>
              <p>次の項目を入力すると、マッチ度がより正確になります。</p>
              <ul class="links">
                {missing.map((item) => (
                  <li>
                    <a href={item.path} safe>
                      {item.label}
                    </a>
                  </li>
                ))}
              </ul>
            </>
          ) : (
            <p>必要な項目はすべて入力されています。</p>
          )}
          {sync === 'delivered' ? null : (
            <div>
              <SyncBadge sync={sync} />
            </div>
          )}
        </section>
        <ul class="hub">
          <HubRow path={paths.profile()} title="プロフィール" text="お名前・連絡先・住所・最寄駅" />
          <HubRow path={paths.career()} title="職歴・資格" text="スキルと年数・職務経歴・資格・自己PR" />
          <HubRow path={paths.preferences()} title="希望条件" text="稼働時期・単価・日数・働き方・勤務地" />
          <HubRow path={paths.account()} title="登録情報" text="メールアドレス・パスワード・ログイン・設定・退会" />
        </ul>
        <form method="post" action={paths.logout()}>
          <button type="submit" class="btn">
            ログアウト
          </button>
        </form>
      </div>
    </Page>
  ) as string
}

function HubRow({ path, title, text }: { path: string; title: string; text: string }) {
  return (
    <li>
      <a class="card hub-row" href={path}>
        <b safe>{title}</b>
        <span class="muted" safe>
          {text}
        </span>
      </a>
    </li>
  )
}
