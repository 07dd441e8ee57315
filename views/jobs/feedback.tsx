import type { Job } from '../../src/jobs/job'
import { paths } from '../../src/paths'
import { ErrorSummary, type Errors, posts, TextArea } from '../ui/form'
import { Page, type Viewer } from '../ui/layout'

/** `helpful`: '1', '0', or '' before a choice. */
export type Feedback = { helpful: string; reason: string }
export type FeedbackProps = { job: Pick<Job, 'id' | 'title'>; given: Feedback; errors: Errors; isSaved: boolean }

const longestReason = 1_000

export function FeedbackForm({ job, given, errors, isSaved }: FeedbackProps) {
  return (
    <form id="feedback" class="form feedback" {...posts(paths.matchFeedback(job.id))} hx-disable="find button">
      <ErrorSummary errors={errors} />
      {isSaved && (
        <p class="notice" role="status">
          ありがとうございます。担当者にお伝えします。
        </p>
      )}
      <fieldset
        class="field choices"
        data-size="short"
        id="helpful"
        data-invalid={errors?.helpful ? 'true' : undefined}
      >
        <legend>このマッチ度と理由はいかがですか？</legend>
        <div class="choice-list">
          <Choice value="1" label="参考になった" given={given} />
          <Choice value="0" label="違う" given={given} />
        </div>
      </fieldset>
      <TextArea
        label="理由"
        name="reason"
        value={given.reason}
        errors={errors}
        rows={2}
        maxlength={longestReason}
        hint="担当者が読みます。点数は変わりません。"
      />
      <button type="submit" class="btn" data-busy="送っています…">
        {isSaved ? '送り直す' : '担当者に送る'}
      </button>
    </form>
  )
}

function Choice({ value, label, given }: { value: string; label: string; given: Feedback }) {
  return (
    <label class="choice">
      <input type="radio" name="helpful" value={value} checked={given.helpful === value} />
      <span safe>{label}</span>
    </label>
  )
}

/** The form alone, when it was refused without JavaScript. */
export function FeedbackPage({ viewer, ...props }: FeedbackProps & { viewer: Viewer }): string {
  return (
    <Page title="エラー：マッチ度について" viewer={viewer} tab="jobs">
      <div class="wrap narrow">
        <h1>マッチ度について</h1>
        <p>
          <a href={paths.job(props.job.id)} safe>
            {props.job.title}
          </a>
        </p>
        <section class="card">
          <FeedbackForm {...props} />
        </section>
      </div>
    </Page>
  ) as string
}
