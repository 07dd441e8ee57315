import type { Clock } from '../clock'
import type { Faults } from '../control/faults'
import type { RecordEvent } from '../kintone/session'
import type { SettingsStore } from '../storage/settings-store'
import type { World } from '../world'
import { payloadOf } from './payload'

type Delivery = {
  readonly at: string
  readonly type: string
  readonly app: string
  readonly record: string
  readonly result: string
}

type Parts = { readonly clock: Clock; readonly settings: SettingsStore; readonly faults: Faults }

const maxPerMinute = 60
const maxLog = 50
const timeoutMs = 10_000

export type Webhooks = ReturnType<typeof createWebhooks>

/** At most once: no retry, dropped above 60 a minute, silent for bulk writes unless switched on. */
export function createWebhooks({ clock, settings, faults }: Parts) {
  const log: Delivery[] = []
  let sentAt: number[] = []
  let held: (() => void) | undefined
  const stopping = new AbortController()

  const record = (event: RecordEvent, result: string) => {
    const at = clock.now().toISOString()
    log.unshift({ at, type: event.type, app: event.app, record: String(event.record), result })
    log.length = Math.min(log.length, maxLog)
  }

  const post = (event: RecordEvent, url: string, body: string) => {
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(timeoutMs)])
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal })
      .then((response) => record(event, String(response.status)))
      .catch((error: unknown) => record(event, error instanceof Error ? error.name : 'failed'))
  }

  const send = (event: RecordEvent, url: string, body: string) => {
    const fault = faults.take({ service: 'webhook', path: url, apps: [event.app] })?.name
    if (fault === 'webhook-dropped') return record(event, 'dropped by a fault')
    if (fault === 'webhook-out-of-order') {
      held = () => post(event, url, body)
      return
    }
    post(event, url, body)
    if (fault === 'webhook-doubled') post(event, url, body)
    held?.()
    held = undefined
  }

  return {
    log: (): readonly Delivery[] => log,
    announce(world: World, events: readonly RecordEvent[]) {
      const url = settings.webhookUrl()
      if (url === undefined) return
      for (const event of events) {
        if (event.isBulk && !settings.sendsBulkWebhooks()) continue
        const now = clock.now().getTime()
        sentAt = sentAt.filter((at) => at > now - 60_000)
        if (sentAt.length >= maxPerMinute) {
          record(event, 'dropped: more than 60 in a minute')
          continue
        }
        sentAt.push(now)
        send(event, url, JSON.stringify(payloadOf(world, event)))
      }
    },
    clear: () => {
      log.length = 0
      sentAt = []
      held = undefined
    },
    close: () => stopping.abort(),
  }
}
