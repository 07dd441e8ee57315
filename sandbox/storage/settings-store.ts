import type { Database } from 'bun:sqlite'
import type { LikeMode } from '../kintone/query/like'

export type SettingsStore = ReturnType<typeof openSettingsStore>

/** What a person chose through the control endpoint and expects to find again after a restart. */
export function openSettingsStore(db: Database) {
  const read = (name: string): string | undefined =>
    db.query<{ value: string }, [string]>('select value from settings where name = ?').get(name)?.value
  const write = (name: string, value: string | undefined) => {
    if (value === undefined) db.query('delete from settings where name = ?').run(name)
    else db.query('insert or replace into settings (name, value) values (?, ?)').run(name, value)
  }

  return {
    likeMode: (): LikeMode => (read('like') === 'word' ? 'word' : 'substring'),
    setLikeMode: (mode: LikeMode) => write('like', mode),
    webhookUrl: () => read('webhook-url'),
    setWebhookUrl: (url: string | undefined) => write('webhook-url', url),
    sendsBulkWebhooks: () => read('webhook-bulk') === 'true',
    setBulkWebhooks: (isOn: boolean) => write('webhook-bulk', String(isOn)),
    notificationUrl: () => read('mail-notification-url'),
    setNotificationUrl: (url: string | undefined) => write('mail-notification-url', url),
    isSeeded: () => read('seeded') === 'true',
    markSeeded: () => write('seeded', 'true'),
  }
}
