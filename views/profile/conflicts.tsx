import { paths } from '../../src/paths'
import type { EditableField } from '../../src/profile/merge'
import { Page, type Viewer } from '../ui/layout'
import { fieldLabels, valueLines } from './field-words'

export type Conflict = { field: EditableField; mine: unknown; theirs: unknown; seen: string }

export type ConflictsProps = {
  viewer: Viewer
  conflicts: Conflict[]
  /** The other side changed a value again while the question stood on the screen. */
  hasChangedAgain: boolean
}

/** Both values of every field that two sides changed, and the choice. */
export function ConflictsPage({ viewer, conflicts, hasChangedAgain }: ConflictsProps): string {
  return (
    <Page title="重なった変更の確認" viewer={viewer} tab="mypage">
      <div class="wrap one-column">
        <nav class="crumb" aria-label="パンくず">
          <a href={paths.mypage()}>← マイページへ戻る</a>
        </nav>
        <h1>重なった変更の確認</h1>
        <p>
          次の項目は、あなたが変更するあいだに別の内容でも更新されました（担当者、または別の画面での変更）。どちらの内容にするか、お選びください。選ぶまで、あなたの内容は担当者に送られません。
        </p>
        {hasChangedAgain ? (
          <p class="alert" role="alert">
            画面を開いている間に、内容がもう一度更新されました。新しい内容を確かめて、選び直してください。
          </p>
        ) : null}
        {conflicts.map((conflict) => (
          <ConflictCard {...conflict} />
        ))}
      </div>
    </Page>
  ) as string
}

function ConflictCard({ field, mine, theirs, seen }: Conflict) {
  const label = fieldLabels[field]
  return (
    <section class="card stack" aria-labelledby={`conflict-${field}`}>
      <h2 class="h" id={`conflict-${field}`} safe>
        {label}
      </h2>
      <form class="choose" method="post" action={paths.profileConflicts()}>
        <input type="hidden" name="field" value={field} />
        <input type="hidden" name="seen" value={seen} />
        <Side title="あなたの内容" lines={valueLines(field, { [field]: mine })}>
          <button type="submit" class="btn primary block" name="keeps" value="mine" data-busy="保存しています…">
            <span class="vh" safe>{`${label}を`}</span>あなたの内容にする
          </button>
        </Side>
        <Side title="いま登録されている内容" lines={valueLines(field, { [field]: theirs })}>
          <button type="submit" class="btn block" name="keeps" value="theirs" data-busy="保存しています…">
            <span class="vh" safe>{`${label}を`}</span>登録されている内容のままにする
          </button>
        </Side>
      </form>
    </section>
  )
}

function Side({ title, lines, children }: { title: string; lines: string[]; children: JSX.Element }) {
  return (
    <div class="side-by-side">
      <h3 class="muted" safe>
        {title}
      </h3>
      {lines.length === 0 ? (
        <p class="muted">（空欄）</p>
      ) : (
        <ul class="as-written">
          {lines.map((line) => (
            <li safe>{line}</li>
          ))}
        </ul>
      )}
      {children as 'safe'}
    </div>
  )
}
