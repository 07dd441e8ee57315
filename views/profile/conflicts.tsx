import { paths } from '../../src/paths'
import type { EditableField } from '../../src/profile/merge'
import { takesFocus } from '../ui/form'
import { Page, type Viewer } from '../ui/layout'
import { fieldLabels, valueLines } from './field-words'

export type Conflict = { field: EditableField; mine: unknown; theirs: unknown; seen: string }

export type ConflictsProps = {
  viewer: Viewer
  conflicts: Conflict[]
  /** The other side changed a value again while the question stood on the screen. */
  hasChangedAgain: boolean
  /** A save, or a choice, has led here; whatever is not among the conflicts is stored. */
  isSaved: boolean
}

/** Both values of every field that two sides changed, and the choice. */
export function ConflictsPage({ viewer, conflicts, hasChangedAgain, isSaved }: ConflictsProps): string {
  const title = '重なった変更の確認'
  return (
    <Page title={hasChangedAgain ? `エラー：${title}` : title} viewer={viewer} tab="mypage">
      <div class="wrap one-column">
        <nav class="crumb" aria-label="パンくず">
          <a href={paths.mypage()}>← マイページへ戻る</a>
        </nav>
        <h1>{title}</h1>
        <p>
          次の項目は、あなたが編集している間に、担当者またはほかの画面でも変更されました。残す内容を選んでください。選ぶまで、その項目のあなたの内容は担当者に送られません。
        </p>
        {hasChangedAgain ? (
          <p class="alert" id="error-summary" role="alert" tabindex="-1" {...takesFocus}>
            画面を開いている間に、内容がもう一度更新されました。新しい内容を確かめて、選び直してください。
          </p>
        ) : null}
        {isSaved ? (
          <p class="done-note" role="status">
            <span>
              <b>保存しました。</b> <span safe>{`あと${conflicts.length}項目、確認をお願いします。`}</span>
            </span>
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
  const [mineLines, theirLines] = [valueLines(field, { [field]: mine }), valueLines(field, { [field]: theirs })]
  return (
    <section class="card stack" aria-labelledby={`conflict-${field}`}>
      <h2 class="h" id={`conflict-${field}`} safe>
        {label}
      </h2>
      <form class="choose" method="post" action={paths.profileConflicts()}>
        <input type="hidden" name="field" value={field} />
        <input type="hidden" name="seen" value={seen} />
        <Side title="あなたの内容" lines={mineLines} others={theirLines}>
          <button
            type="submit"
            class="btn primary block"
            name="keeps"
            value="mine"
            data-once
            data-busy="保存しています…"
          >
            <span class="vh" safe>{`${label}を`}</span>あなたの内容にする
          </button>
        </Side>
        <Side title="いま登録されている内容" lines={theirLines} others={mineLines}>
          <button type="submit" class="btn block" name="keeps" value="theirs" data-once data-busy="保存しています…">
            <span class="vh" safe>{`${label}を`}</span>登録されている内容のままにする
          </button>
        </Side>
      </form>
    </section>
  )
}

type SideProps = { title: string; lines: string[]; others: string[]; children: JSX.Element }

/** Among lines that both sides have, those of one side only are marked. */
function Side({ title, lines, others, children }: SideProps) {
  const hasCommon = lines.some((line) => others.includes(line))
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
            <li>{hasCommon && !others.includes(line) ? <mark safe>{line}</mark> : <span safe>{line}</span>}</li>
          ))}
        </ul>
      )}
      {children as 'safe'}
    </div>
  )
}
