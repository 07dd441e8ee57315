import type { Children } from '@kitajs/html'
import { assetUrl } from '../../src/assets'
import { paths } from '../../src/paths'
import { Icon, Logo } from './icons'

/** Who looks at the page; null for a visitor. */
export type Viewer = { familyName: string } | null

export type PageProps = {
  title: string
  viewer: Viewer
  /** The tab that is current; none on pages that belong to no tab. */
  tab?: 'jobs' | 'applications' | 'bookmarks' | 'mypage' | 'login' | 'signup'
  description?: string
  /** Extra room at the bottom for the fixed bar of the job page. */
  hasApplyBar?: boolean
  isIndexed?: boolean
  /** The one address search engines and shared links should know this page by. */
  canonicalUrl?: string
  /** schema.org data of the page: not run by any browser, so the content security policy allows it. */
  structuredData?: Record<string, unknown>
  children?: Children
}

const htmxConfig = JSON.stringify({ noSwap: [204, 304, '401', '403', '429', '5xx'], defaultTimeout: 15_000 })
const defaultDescription =
  'フリーランスエンジニアのための案件マッチングサイト PRO WORKS。あなたの経験に合う案件を、理由とともにマッチ度順に表示します。'

export function Page(props: PageProps): string {
  return `<!doctype html>${Document(props)}`
}

function Document({
  title,
  viewer,
  tab,
  description = defaultDescription,
  hasApplyBar,
  isIndexed,
  canonicalUrl,
  structuredData,
  children,
}: PageProps): string {
  const page = (
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title safe>{`${title}｜PRO WORKS`}</title>
        <meta name="description" content={description} />
        {!isIndexed && <meta name="robots" content="noindex" />}
        {canonicalUrl ? (
          <>
            <link rel="canonical" href={canonicalUrl} />
            <meta property="og:url" content={canonicalUrl} />
            <meta property="og:type" content="website" />
            <meta property="og:locale" content="ja_JP" />
            <meta property="og:site_name" content="PRO WORKS" />
            <meta property="og:title" content={title} />
            <meta property="og:description" content={description} />
            <meta name="twitter:card" content="summary" />
          </>
        ) : null}
        {structuredData ? <script type="application/ld+json">{embeddedJson(structuredData) as 'safe'}</script> : null}
        <meta name="theme-color" content="#14406b" />
        <meta name="htmx-config" content={htmxConfig} />
        <link rel="icon" href={assetUrl('icon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={assetUrl('app.css')} />
        <script src={assetUrl('htmx.js')} defer />
        <script src={assetUrl('app.js')} defer />
      </head>
      <body class={hasApplyBar ? 'has-apply' : undefined}>
        <a class="skip" href="#main">
          本文へ移動
        </a>
        <Header viewer={viewer} tab={tab} />
        <main id="main" tabindex="-1">
          {children as 'safe'}
        </main>
        <Footer />
        <div id="toasts" role="status" aria-live="polite" />
      </body>
    </html>
  )
  return String(page)
}

/** Nothing in it can end the script element or begin a comment. */
const embeddedJson = (data: Record<string, unknown>) => JSON.stringify(data).replaceAll('<', '\\u003c')

function Header({ viewer, tab }: Pick<PageProps, 'viewer' | 'tab'>) {
  const current = (name: PageProps['tab']) => (tab === name ? 'page' : undefined)
  return (
    <header class="site">
      <div class="wrap">
        <a class="logo" href={paths.front()}>
          <Logo />
          PRO WORKS
        </a>
        <nav class="nav" aria-label="メイン">
          <ul>
            <li>
              <a href={paths.jobs()} aria-current={current('jobs')}>
                <Icon name="search" />
                案件を探す
              </a>
            </li>
            {viewer ? (
              <>
                <li>
                  <a href={paths.applications()} aria-current={current('applications')}>
                    <Icon name="send" />
                    応募状況
                  </a>
                </li>
                <li>
                  <a href={paths.bookmarks()} aria-current={current('bookmarks')}>
                    <Icon name="star" />
                    保存
                  </a>
                </li>
                <li>
                  <a href={paths.mypage()} aria-current={current('mypage')}>
                    <Icon name="person" />
                    マイページ
                  </a>
                </li>
              </>
            ) : (
              <>
                <li>
                  <a href={paths.login()} aria-current={current('login')}>
                    <Icon name="enter" />
                    ログイン
                  </a>
                </li>
                <li>
                  <a href={paths.signUp()} aria-current={current('signup')}>
                    <Icon name="person" />
                    新規登録
                  </a>
                </li>
              </>
            )}
          </ul>
        </nav>
      </div>
    </header>
  )
}

function Footer() {
  return (
    <footer class="foot">
      <div class="wrap">
        <ul>
          <li>
            <a href={paths.howMatchingWorks()}>マッチ度のしくみ</a>
          </li>
          <li>
            <a href={paths.terms()}>利用規約</a>
          </li>
          <li>
            <a href={paths.privacy()}>プライバシーポリシー</a>
          </li>
        </ul>
      </div>
    </footer>
  )
}
