import { KintoneRestAPIClient } from '@kintone/rest-api-client'
import type { Sandbox } from '../../sandbox/start'
import type { KintoneAppName } from '../../src/config'

export type Fields = Record<string, { value: unknown }>
type Stored = Record<string, { value: string }>

/** What the agency's staff do in kintone, and what only a test may do to it. */
export type Staff = {
  add: (app: KintoneAppName, record: Fields) => Promise<string>
  change: (app: KintoneAppName, id: string, record: Fields) => Promise<void>
  remove: (app: KintoneAppName, id: string) => Promise<void>
  records: (app: KintoneAppName, query?: string) => Promise<Stored[]>
  arm: (fault: {
    name: string
    count?: number
    share?: number
    app?: string
    path?: string
    ms?: number
  }) => Promise<void>
  disarm: () => Promise<void>
  /** Moves kintone's clock. */
  moveClock: (move: { advanceSeconds: number } | { now: string | null }) => Promise<void>
  /** How many calls each vendor has got since `forgetCalls`. */
  calls: () => Promise<{ kintone: number; gemini: number; ses: number }>
  forgetCalls: () => Promise<void>
}

export function openStaff(sandbox: Pick<Sandbox, 'startLine'>): Staff {
  const { kintone, control } = sandbox.startLine
  const auth = { username: kintone.user.name, password: kintone.user.password }
  const client = new KintoneRestAPIClient({ baseUrl: kintone.baseUrl, auth, proxy: false })
  const appId = (app: KintoneAppName) => kintone.apps[app].id
  const post = (path: string, body: unknown) =>
    fetch(`${control}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  return {
    add: async (app, record) => (await client.record.addRecord({ app: appId(app), record })).id,
    change: async (app, id, record) => void (await client.record.updateRecord({ app: appId(app), id, record })),
    remove: async (app, id) => void (await client.record.deleteRecords({ app: appId(app), ids: [id] })),
    records: async (app, query = '') =>
      (await client.record.getRecords({ app: appId(app), query })).records as unknown as Stored[],
    arm: async (fault) => {
      const response = await post('/faults', fault)
      if (!response.ok) throw new Error(`The sandbox does not know the fault ${fault.name}`)
    },
    moveClock: async (move) => void (await post('/clock', move)),
    disarm: async () => void (await fetch(`${control}/faults`, { method: 'DELETE' })),
    calls: async () =>
      (
        (await (await fetch(`${control}/requests`)).json()) as {
          total: { kintone: number; gemini: number; ses: number }
        }
      ).total,
    forgetCalls: async () => void (await fetch(`${control}/requests`, { method: 'DELETE' })),
  }
}

/** A job that may be listed: open, published, with the six legal items. */
export function jobFields(id: string, changes: Record<string, unknown> = {}): Fields {
  const values = {
    案件ID: id,
    案件名: `${id}の開発`,
    スキル: ['Go'],
    必須スキル: '・Goでの開発経験 3年以上',
    概要: 'サービスの開発を担当します。',
    都道府県: '東京都',
    掲載単価: '90',
    下限単価: '80',
    リモート可否: 'フルリモート',
    週稼働日数: '週5',
    募集ステータス: '募集中',
    掲載用ステータス: '有',
    掲載日: '2026-11-01',
    募集主体_名称: '株式会社見本',
    募集主体_住所: '東京都千代田区見本町1-1',
    募集主体_連絡先: '03-0000-0000',
    ...changes,
  }
  return Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value }]))
}
