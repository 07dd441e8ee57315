import type { Form } from '../../src/http/form'
import { type PreferenceField, type Question, questionKey } from '../../src/matching/question'
import { paths } from '../../src/paths'
import { preferenceOptions } from '../profile/preference-options'
import { ChoiceGroup, type Errors, SelectField, TextField } from '../ui/form'
import { Page, type Viewer } from '../ui/layout'

export type QuestionProps = {
  question: Question
  /** How many of how many jobs an answer makes clearer; null where that was said before. */
  worth: { narrowed: number; jobs: number } | null
  form: Form
  errors: Errors
  /** Where to go on after the answer. */
  next: string
}

type PageProps = { viewer: Viewer; asked: QuestionProps | null; completeness: number | null }

export function QuestionPage({ viewer, asked, completeness }: PageProps): string {
  const hasErrors = asked !== null && asked.errors !== null
  return (
    <Page
      title={hasErrors ? 'エラー：マッチ度をはっきりさせる質問' : 'マッチ度をはっきりさせる質問'}
      viewer={viewer}
      tab="jobs"
    >
      <div class="wrap narrow">
        <h1>マッチ度をはっきりさせる質問</h1>
        {asked ? (
          <QuestionCard {...asked} />
        ) : (
          <>
            <p>いまお聞きすることはありません。</p>
            <NoQuestion completeness={completeness ?? 100} />
          </>
        )}
        <p>
          <a href={asked?.next ?? paths.jobs()}>{asked ? '答えずに' : ''}案件一覧へ戻る</a>
        </p>
      </div>
    </Page>
  ) as string
}

/** Above the list until the question has been found; without JavaScript the way to it. */
export function QuestionSlot({ completeness, next }: { completeness: number; next: string }) {
  const path = paths.question({ next })
  return (
    <div id="question" hx-get={path} hx-trigger="load" hx-swap="outerHTML" data-quiet>
      <Completeness percent={completeness}>
        <a class="btn" href={path}>
          質問に答える
        </a>
      </Completeness>
    </div>
  )
}

/** Nothing is left to ask: how complete the profile is, while it is not. */
export function NoQuestion({ completeness }: { completeness: number }) {
  return (
    <div id="question">
      {completeness < 100 ? (
        <Completeness percent={completeness}>
          <a class="btn" href={paths.mypage()}>
            続きを入力
          </a>
        </Completeness>
      ) : null}
    </div>
  )
}

function Completeness({ percent, children }: { percent: number; children: JSX.Element }) {
  if (percent === 100)
    return (
      <section class="card complete" aria-label="マッチ度をはっきりさせる質問">
        <p>質問にひとつ答えると、マッチ度がはっきりします。</p>
        {children as 'safe'}
      </section>
    )
  return (
    <section class="card complete" aria-labelledby="profile-bar">
      <p>
        <b id="profile-bar">プロフィール {percent}%</b>
        <br />
        <span class="muted">スキルと希望条件を書くほど、マッチ度が正確になります。</span>
      </p>
      <progress value={percent} max={100} aria-label={`プロフィールの入力率 ${percent}%`}>
        {percent}%
      </progress>
      {children as 'safe'}
    </section>
  )
}

/** Above the list: the question, folded, so that the jobs stay in sight. */
export function FoldedQuestion(props: QuestionProps) {
  return (
    <details class="card question" id="question">
      <summary>
        <span>
          <b safe>{titleOf(props.question)}</b>
          <Worth {...props} />
        </span>
      </summary>
      <QuestionForm {...props} />
    </details>
  )
}

function QuestionCard(props: QuestionProps) {
  return (
    <section class="card question" aria-labelledby="question-title">
      <h2 class="h" id="question-title" safe>
        {titleOf(props.question)}
      </h2>
      <Worth {...props} />
      <QuestionForm {...props} />
    </section>
  )
}

function Worth({ question, worth }: QuestionProps) {
  if (worth === null) return ''
  return (
    <span class="muted" safe>
      {worthOf(question, worth)}
    </span>
  )
}

/** Answered with a plain form: the list that comes next is in its new order. */
function QuestionForm(props: QuestionProps) {
  const { question, next } = props
  return (
    <>
      <form class="form" method="post" action={paths.question()} novalidate>
        <input type="hidden" name="question" value={questionKey(question)} />
        <input type="hidden" name="next" value={next} />
        <AnswerField {...props} />
        <p class="actions">
          <button type="submit" class="btn primary" data-busy="保存しています…" data-once>
            保存
          </button>
          <button type="submit" class="btn" name="skip" value="1">
            {question.kind === 'skill' ? 'ない・答えない' : '答えない'}
          </button>
        </p>
      </form>
      <p class="muted">
        答えは
        {question.kind === 'preference' ? (
          <a href={paths.preferences()}>希望条件</a>
        ) : (
          <a href={paths.career()}>職歴・資格</a>
        )}
        に保存され、担当者にも伝わります。
      </p>
    </>
  )
}

const titles: Record<PreferenceField, string> = {
  desiredMonthlyRateYen: '希望単価（月額）はいくらですか？',
  desiredWorkingDays: '週に何日働きたいですか？',
  desiredOfficeDays: '週に何日まで出社できますか？',
  desiredPrefectures: 'どこで働きたいですか？',
  desiredWorkStyles: 'どの働き方を希望しますか？',
  availableFrom: 'いつから稼働できますか？',
  desiredHoursPerDay: '1日に何時間働きたいですか？',
}

function titleOf(question: Question): string {
  if (question.kind === 'preference') return titles[question.field]
  return question.kind === 'years'
    ? `${question.skill}の経験は何年ですか？`
    : `${question.skill}を仕事で何年使いましたか？`
}

function worthOf(question: Question, { narrowed }: { narrowed: number }): string {
  const condition = question.kind === 'skill' ? '経験があれば' : '答えると'
  return `${condition}、${narrowed}件のマッチ度がはっきりします。`
}

function AnswerField({ question, form, errors }: QuestionProps) {
  if (question.kind !== 'preference')
    return (
      <TextField
        label={`${question.skill}の経験年数`}
        name="years"
        value={form.text('years')}
        errors={errors}
        inputmode="decimal"
        unit="年"
        size="short"
        isRequired
      />
    )
  return <PreferenceInput field={question.field} form={form} errors={errors} />
}

type InputProps = { field: PreferenceField; form: Form; errors: Errors }

function PreferenceInput({ field, form, errors }: InputProps) {
  const at = (name: string) => ({ name, errors, value: form.text(name), isRequired: true })
  switch (field) {
    case 'desiredMonthlyRateYen':
      return (
        <TextField
          label="希望単価（月額）"
          {...at('desiredMonthlyRate')}
          inputmode="decimal"
          unit="万円"
          size="short"
        />
      )
    case 'desiredWorkingDays':
      return <SelectField label="希望勤務日数" {...at(field)} options={preferenceOptions.workingDays} />
    case 'desiredOfficeDays':
      return <SelectField label="希望出社頻度" {...at(field)} options={preferenceOptions.officeDays} />
    case 'desiredHoursPerDay':
      return <SelectField label="希望作業時間（1日）" {...at(field)} options={preferenceOptions.hours} />
    case 'availableFrom':
      return <TextField label="稼働可能時期" {...at(field)} type="date" size="short" />
    case 'desiredPrefectures':
      return <SelectField label="希望勤務地" {...at(field)} options={preferenceOptions.prefectures} />
    case 'desiredWorkStyles':
      return (
        <ChoiceGroup
          label="働き方（いくつでも）"
          name={field}
          values={form.all(field)}
          options={preferenceOptions.workStyles}
          errors={errors}
          isRequired
        />
      )
  }
}
