import type { ApplicationEvent, ApplicationRow } from '../../src/db/applications'
import { paths } from '../../src/paths'
import { daysUntil, instantDay, longDate, longInstant } from '../format'
import { declineWords, deliveryOf, deliveryWords, nextActor, nextStep, sendingWords, statusWords } from './words'

export function StatusBadge({ application }: { application: ApplicationRow }) {
  const delivery = deliveryOf(application)
  if (delivery === 'sending')
    return (
      <span class="badge" data-kind="sending" safe>
        {sendingWords(application.status)}
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

export type StatusProps = { application: ApplicationRow; events: ApplicationEvent[]; now: Date }

/**
 * Asks again every two seconds while the application is on its way, and stops by itself. It says which status it shows:
 * another one concerns the whole page.
 */
export function ApplicationStatusRegion({ application, events, now }: StatusProps) {
  const isSending = deliveryOf(application) === 'sending'
  const polling = isSending
    ? {
        'hx-get': `${paths.application(application.id)}?shown=${application.status}`,
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
      <Facts application={application} now={now} />
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

function Facts({ application, now }: Pick<StatusProps, 'application' | 'now'>) {
  const facts = factsOf(application, now)
  return (
    <>
      {deliveryWords(application) === null ? null : <p safe>{deliveryWords(application)}</p>}
      {application.isOvertaken && (
        <p>
          お手続きが届く前に担当者の決定があったため、取消し・辞退は行われませんでした。ご不明な点は担当者へお問い合わせください。
        </p>
      )}
      {application.status === 'declined' && <p safe>{declineWords(application.declineReason)}</p>}
      {facts.length > 0 ? (
        <dl class="dl">
          {facts.map(([term, value]) => (
            <>
              <dt safe>{term}</dt>
              <dd safe>{value}</dd>
            </>
          ))}
        </dl>
      ) : null}
      <p class="muted" safe>
        {nextStep(application)}
      </p>
    </>
  )
}

function factsOf(application: ApplicationRow, now: Date): [string, string][] {
  const { status, interviewAt, answerDueOn } = application
  const actor = nextActor(application, now)
  const facts: [string, string | null][] = [
    ['面談日時', status === 'interview-set' ? interviewWords(interviewAt, now) : null],
    ['回答予定日', status === 'awaiting-result' && answerDueOn ? longDate(answerDueOn) : null],
    ['次に動く人', deliveryOf(application) === 'delivered' ? actor : null],
  ]
  return facts.flatMap(([term, value]): [string, string][] => (value === null ? [] : [[term, value]]))
}

/** 「2026年11月25日(水) 14:00（3日後）」 */
export function interviewWords(interviewAt: Date | null, now: Date): string {
  if (interviewAt === null) return '担当者からご連絡します'
  return `${longInstant(interviewAt)}（${daysUntil(interviewAt, now)}）`
}
