import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { Elysia } from 'elysia'
import type { Config } from '../config'
import type { Database } from '../db/client'
import { BadRequest, NotFound } from '../http/errors'
import { readJson } from '../http/json'
import { isSameSecret } from '../http/secret'
import { log } from '../log'
import { paths } from '../paths'
import type { Queue } from '../queue/queue'
import { longestTickMs } from '../queue/tick'
import { syncedApps } from './store'

/** What kintone posts: a record, or the number of one that was deleted or commented on. */
const notice = Type.Object({
  // Both are logged.
  type: Type.String({ pattern: '^[A-Za-z_]{1,40}$' }),
  app: Type.Object({ id: Type.String({ pattern: '^[0-9]{1,15}$' }) }),
  record: Type.Optional(Type.Object({ $id: Type.Object({ value: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) }) })),
  recordId: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,14}$' })),
})

/** A large record with long texts; kintone's own bound. */
const longestNoticeBytes = 1_024 * 1_024

export type TickOutcome = { isIdle: boolean; ms: number }
export type MachineTools = {
  config: Config
  database: Database
  queue: Queue
  /** Does what is due, for at most 50 seconds. */
  tick: () => Promise<TickOutcome>
}

/** The server closes connections on which nothing moves; a tick says nothing until it is done. */
const tickTimeoutSeconds = longestTickMs / 1_000 + 10

/** What other machines call. Each shows a secret; without one configured the address does not exist. */
export function machineRoutes(tools: MachineTools) {
  const { config, database, queue } = tools
  return new Elysia({ name: 'machines' })
    .post(
      '/webhooks/kintone/:secret',
      async ({ request, params }) => {
        if (!isSameSecret(params.secret, config.webhookSecret)) throw new NotFound()
        const body = await readJson(request, longestNoticeBytes)
        if (!Value.Check(notice, body)) throw new BadRequest('not a notice of kintone')
        const app = syncedApps.find((name) => config.kintone.apps[name]?.id === body.app.id)
        const recordId = Number(body.record?.$id.value ?? body.recordId ?? 0)
        if (app === undefined || recordId === 0) {
          log.info('webhook.pointless', { type: body.type, appId: body.app.id })
        } else {
          const key = `${app}:${recordId}`
          await queue.send(database.db, 'record-read', { app, recordId }, { key })
          log.info('webhook.noted', { type: body.type, app, recordId })
        }
        return new Response(null, { status: 204 })
      },
      { parse: 'none' },
    )
    .post(
      paths.tick(),
      async ({ request, server }) => {
        if (!isSameSecret(request.headers.get('x-tick-secret') ?? '', config.tickSecret)) throw new NotFound()
        server?.timeout(request, tickTimeoutSeconds)
        return Response.json(await tools.tick(), { headers: { 'cache-control': 'no-store' } })
      },
      { parse: 'none' },
    )
}
