import type { ApplicationEvent, ApplicationRow } from '../../src/db/applications'
import { paths } from '../../src/paths'
import { instantDay, longDate, longInstant } from '../format'
import { declineWords, deliveryOf, nextStep, statusWords } from './words'

export function StatusBadge({ application }: { application: ApplicationRow }) {
  const delivery = deliveryOf(application)
  if (delivery === 'sending')
    return (
      <span class="badge" data-kind="sending">
        受付済み（担当者へ送信中）
      </span>
    )
  if (delivery === 'needs-attention')
    return (
      <span class="badge" data-kind="attention">
        確認が必要
      </span>
    )
  return (
    <span class="badge" data-kind={application.status} safe>
      {statusWords[application.status]}
    </span>
  )
}

export type StatusProps = { application: ApplicationRow; events: ApplicationEvent[] }

/** Asks again every two seconds while the application is on its way, and stops by itself. */
export function ApplicationStatusRegion({ application, events }: StatusProps) {
  const isSending = deliveryOf(application) === 'sending'
  const polling = isSending
    ? {
        'hx-get': paths.application(application.id),
        'hx-trigger': 'every 2s',
        'hx-swap': 'outerHTML',
        'hx-target': 'this',
      }
    : {}
  return (
    <section class="card stack" id="application-status" aria-labelledby="application-status-title" {...polling}>
      <h2 class="h" id="application-status-title">
        応募の進み具合
      </h2>
      <p role="status">
        <StatusBadge application={application} />
      </p>
      <Facts application={application} />
      <ol class="tl">
        {events.map((event, index) => {
          const isLast = index === events.length - 1
          return (
            <li class={isLast ? undefined : 'done'} aria-current={isLast ? 'step' : undefined}>
              <b safe>{statusWords[event.status]}</b>
              <br />
              <span class="muted">
                <time datetime={event.occurredAt.toISOString()} safe>
                  {instantDay(event.occurredAt)}
                </time>
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function Facts({ application }: { application: ApplicationRow }) {
  return (
    <>
      {deliveryOf(application) === 'sending' && (
        <p>
          ご応募は受け付けました。担当者への送信が終わると、この表示が変わります。もう一度応募する必要はありません。
        </p>
      )}
      {deliveryOf(application) === 'needs-attention' && (
        <p>
          ご応募は保存されていますが、担当者への送信で確認が必要になりました。担当者からご連絡しますので、そのままお待ちください。
        </p>
      )}
      {application.status === 'declined' && <p safe>{declineWords(application.declineReason)}</p>}
      {application.status === 'interview-set' && application.interviewAt ? (
        <p>
          面談日時：<b safe>{longInstant(application.interviewAt)}</b>
        </p>
      ) : null}
      {application.answerDueOn && application.status === 'awaiting-result' ? (
        <p>
          回答予定日：<b safe>{longDate(application.answerDueOn)}</b>
        </p>
      ) : null}
      <p class="muted" safe>
        {nextStep(application)}
      </p>
    </>
  )
}
