import { Elysia } from 'elysia'
import { type Clock, dayInTokyo } from '../clock'
import type { JobShelf } from '../jobs/list-jobs'
import { paths } from '../paths'
import { exportData } from './export-data'
import { type GuardTools, requireAccount } from './guard'

/** Gathering everything is work for the database. */
const exportsPerAccount = { uses: 10, seconds: 3_600 }

export function exportRoutes(tools: GuardTools & { shelf: JobShelf; clock: Clock }) {
  return new Elysia({ name: 'export' }).get(paths.dataExport(), async ({ request }) => {
    const account = await requireAccount(tools, request)
    await tools.limits.require(`export:${account.user.id}`, exportsPerAccount)
    const now = tools.clock()
    const today = dayInTokyo(now)
    const data = await exportData(tools, account, { now, today })
    return new Response(JSON.stringify(data, null, 2), {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="proworks-${today}.json"`,
        'cache-control': 'private, no-store',
      },
    })
  })
}
