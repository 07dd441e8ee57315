import type { Children } from '@kitajs/html'
import { paths } from '../../src/paths'
import type { Errors } from '../ui/form'
import { Page, type Viewer } from '../ui/layout'

const tabs = [
  { name: '気になる', path: paths.bookmarks() },
  { name: '興味なし', path: paths.hiddenJobs() },
  { name: '最近見た案件', path: paths.jobViews() },
  { name: '保存した条件', path: paths.savedSearches() },
] as const

type FrameProps = {
  viewer: Viewer
  title: string
  /** The tab's own address. */
  current: string
  /** What was just done. */
  done?: string | null
  errors?: Errors
  children?: Children
}

/** A page of what a candidate keeps, with the ways to the others. */
export function BookmarksFrame({ viewer, title, current, done, errors, children }: FrameProps) {
  return (
    <Page title={errors ? `エラー：${title}` : title} viewer={viewer} tab="bookmarks">
      <div class="wrap one-column">
        <nav class="tabs" aria-label="保存したもの">
          <ul>
            {tabs.map(({ name, path }) => (
              <li>
                <a href={path} aria-current={path === current ? 'page' : undefined}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <h1 safe>{title}</h1>
        {done ? (
          <p class="done-note" role="status" safe>
            {done}
          </p>
        ) : null}
        {children as 'safe'}
      </div>
    </Page>
  )
}

export function NothingKept({ title, text }: { title: string; text: string }) {
  return (
    <section class="card empty">
      <h2 safe>{title}</h2>
      <p safe>{text}</p>
      <a class="btn primary" href={paths.jobs()}>
        案件を探す
      </a>
    </section>
  )
}
