import { callsPerDay, longestIntervalMs } from '../sync/schedule'
import { title } from './advice'
import { deadLetterLines } from './dead-letter-lines'
import type { AppStatus, PortalStatus } from './portal-status'

/** Twice the longest that the schedule leaves an app alone. */
const longestLagSeconds = (syncIntervalSeconds: number) =>
  (2 * Math.max(longestIntervalMs, syncIntervalSeconds * 1_000)) / 1_000
/** A task that waits for nothing but a worker is taken up within a second or two. */
const longestDueSeconds = 600

/** What needs a person, one sentence each; the runbook says what to do. */
export function problemsOf(status: PortalStatus, syncIntervalSeconds: number): string[] {
  const longest = longestLagSeconds(syncIntervalSeconds)
  const stuck = status.queues.filter(({ dueSince }) => ageSeconds(dueSince, status.at) > longestDueSeconds)
  const { total } = status.deadLetters
  return [
    ...status.apps.flatMap((one) => appProblems(one, longest)),
    ...stuck.map(({ queue, dueSince }) => `${queue}: a task has waited ${age(dueSince, status.at)} for a worker`),
    ...(total > 0 ? [`dead letters: ${total}`] : []),
  ]
}

function appProblems({ app, lagSeconds, isLoaded, failure, refused, callsToday }: AppStatus, longest: number) {
  return [
    ...(isLoaded ? [] : [`${app}: not read as a whole yet`]),
    ...(lagSeconds !== null && lagSeconds > longest ? [`${app}: not read for ${spoken(lagSeconds)}`] : []),
    ...(failure === null ? [] : [`${app}: the last reading failed (${failure.said})`]),
    ...(refused > 0 ? [`${app}: records kept out: ${refused}; status --records lists them`] : []),
    ...(callsToday >= callsPerDay ? [`${app}: more calls today than kintone grants`] : []),
  ]
}

/** For people. */
export function statusLines(status: PortalStatus, problems: string[]): string[] {
  const { at, apps, queues, unsent, conflicts, deadLetters, refusedRecords } = status
  return [
    'Apps',
    ...apps.flatMap((one) => appLines(one, at)),
    'Queue',
    ...queues.map(
      (one) =>
        `  ${one.queue}: ${one.due} due, ${one.later} later, ${one.running} running; the oldest ${age(one.oldestSince, at)} old`,
    ),
    ...(queues.length === 0 ? ['  empty'] : []),
    'Not sent yet',
    ...unsent.map(
      ({ kind, count, oldestSince }) =>
        `  ${kind}: ${count}${count > 0 ? `; the oldest ${age(oldestSince, at)} old` : ''}`,
    ),
    `  for candidates to choose: ${conflicts.fields} fields of ${conflicts.talents} profiles`,
    `Dead letters: ${deadLetters.total}`,
    ...deadLetterLines(deadLetters),
    ...(refusedRecords === null ? [] : ['Records kept out']),
    ...(refusedRecords ?? []).map(({ app, recordId, problems: why }) => `  ${app} ${recordId}: ${why.join('; ')}`),
    '',
    ...(problems.length === 0 ? ['All is well.'] : ['For a person:', ...problems.map((problem) => `  ${problem}`)]),
  ]
}

function appLines(one: AppStatus, at: Date): string[] {
  const read = one.readAt === null ? [] : [`read ${age(one.readAt, at)} ago`]
  const compared = one.reconciledAt === null ? [] : [`compared ${age(one.reconciledAt, at)} ago`]
  const progress = [...(one.isLoaded ? [] : ['not read as a whole yet']), ...read, ...compared].join(', ')
  const failed = one.failure === null ? [] : [`      failed ${age(one.failure.at, at)} ago: ${one.failure.said}`]
  const counts = `${one.held} held, ${one.refused} refused, ${one.callsToday} of ${callsPerDay} calls today`
  return [`  ${title(one.app)} (${one.app}): ${progress}; ${counts}`, ...failed]
}

const ageSeconds = (since: Date | null, at: Date) => (since === null ? 0 : (at.getTime() - since.getTime()) / 1_000)
const age = (since: Date | null, at: Date) => spoken(ageSeconds(since, at))

/** `40 s`, `12 min`, `3.5 h`, `2.0 days`; a clock that runs ahead of the database's is no age below zero. */
function spoken(seconds: number): string {
  if (seconds < 120) return `${Math.max(0, Math.round(seconds))} s`
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`
  return seconds < 172_800 ? `${(seconds / 3_600).toFixed(1)} h` : `${(seconds / 86_400).toFixed(1)} days`
}
