import { readPortalOutline } from '../config'
import type { Command } from './command'
import { withDatabase } from './portal'
import { readStatus } from './portal-status'
import { problemsOf, statusLines } from './status-report'

export const status: Command = {
  name: 'status',
  summary: 'how old the copy of each app is, queue, calls, refused records, dead letters; asks the database only',
  flags: { records: 'list every record that is kept out, and why', json: 'answer with one JSON object' },
  run: async (environment, { flags }, terminal) => {
    const { apps, syncIntervalSeconds } = readPortalOutline(environment)
    const wanted = { apps, listsRecords: flags.records === true, now: new Date() }
    const found = await withDatabase(environment, ({ db }) => readStatus(db, wanted))
    const problems = problemsOf(found, syncIntervalSeconds)
    if (flags.json) terminal.print(JSON.stringify({ isFine: problems.length === 0, problems, ...found }))
    else for (const line of statusLines(found, problems)) terminal.print(line)
    return problems.length === 0 ? 0 : 1
  },
}
