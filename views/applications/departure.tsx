import type { Departure } from '../../src/applications/application'
import type { ApplicationRow } from '../../src/db/applications'
import { paths } from '../../src/paths'
import { ErrorSummary, type Errors, posts, SelectField, TextArea, takesFocus } from '../ui/form'
import { Page, type Viewer } from '../ui/layout'
import { StatusBadge } from './status'

type Words = Record<'title' | 'explanation' | 'movedOn' | 'button' | 'keep' | 'reason', string>
const words: Record<Departure, Words> = {
  withdrawn: {
    title: '応募の取消し',
    movedOn: '画面を開いている間に、選考の状況が変わりました。ここからは辞退ではなく、応募の取消しになります。',
    explanation: '担当者に取消しをお伝えします。募集中の間は、もう一度応募できます。',
    button: '応募を取り消す',
    keep: '取り消さずに戻る',
    reason: '取消しの理由',
  },
  'turned-down': {
    title: '選考の辞退',
    movedOn: '画面を開いている間に、選考が進みました。ここからは取消しではなく、選考の辞退になります。',
    explanation: '担当者から先方へ辞退をお伝えします。辞退したあとは、同じ案件にもう一度応募できません。',
    button: '選考を辞退する',
    keep: '辞退せずに戻る',
    reason: '辞退の理由',
  },
}

export type DepartureProps = {
  viewer: Viewer
  application: ApplicationRow
  departure: Departure
  reasons: readonly string[]
  reason: string
  comment: string
  errors: Errors
  /** The selection went on while the page was open: a withdrawal has become a turning down, or the other way round. */
  hasMovedOn: boolean
}

/** 応募取消 or 辞退: what it means, why, and the way back. When the selection moves on, the heading changes too. */
export function DeparturePage(props: DepartureProps): string {
  const { application, departure, errors, hasMovedOn } = props
  const { title, explanation, movedOn, button, keep, reason } = words[departure]
  const path = paths.applicationDeparture(application.id)
  return (
    <Page title={errors || hasMovedOn ? `エラー：${title}` : title} viewer={props.viewer} tab="applications">
      <div class="wrap narrow" id="departure">
        <nav class="crumb" aria-label="パンくず">
          <a href={paths.application(application.id)}>← 応募の詳細へ戻る</a>
        </nav>
        <h1 safe>{title}</h1>
        <form class="card form" {...posts(path)} hx-target="#departure" hx-select="#departure" hx-disable="find button">
          <ErrorSummary errors={errors} />
          {hasMovedOn ? (
            <div class="alert" id="error-summary" role="alert" tabindex="-1" {...takesFocus}>
              <p safe>{movedOn}</p>
              <p>内容を確かめて、もう一度お送りください。</p>
            </div>
          ) : null}
          <div class="stack tight">
            <p class="badges">
              <StatusBadge application={application} />
            </p>
            <h2 class="title" safe>
              {application.jobTitle}
            </h2>
          </div>
          <p safe>{explanation}</p>
          <input type="hidden" name="departure" value={departure} />
          <SelectField
            label={reason}
            name="reason"
            value={props.reason}
            errors={errors}
            isRequired={departure === 'turned-down'}
            options={props.reasons.map((value) => ({ value, label: value }))}
          />
          <TextArea
            label="担当者へのひとこと"
            name="comment"
            value={props.comment}
            errors={errors}
            maxlength={1_000}
            hint="1,000文字まで。理由といっしょに担当者へ送られます。"
          />
          <p class="actions">
            <button type="submit" class="btn danger" data-once data-busy="送信しています…" safe>
              {button}
            </button>
            <a class="btn" href={paths.application(application.id)} safe>
              {keep}
            </a>
          </p>
        </form>
      </div>
    </Page>
  ) as string
}

/** What the way out is called on the application's own page. */
export const departureLink: Record<Departure, string> = { withdrawn: '応募を取り消す', 'turned-down': '選考を辞退する' }
