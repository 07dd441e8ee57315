import { type Config, readKintoneConfig } from '../config'
import type { Database } from '../db/client'
import { addCalls } from '../db/kintone-calls'
import { type CallCount, type CallCounter, openCallCounter } from '../services/kintone/call-count'
import { openKintone } from '../services/kintone/client'
import { type Reload, type Resync, reload, requestResync } from '../sync/resync'
import { type SyncedApp, syncedApps } from '../sync/store'
import { title } from './advice'
import type { Command, ExitCode, Terminal } from './command'
import { type PortalTools, withDatabase, withPortal } from './portal'

export const resync: Command = {
  name: 'resync',
  summary: 'read the records of these apps from the beginning, without words of all; nothing unsent is lost',
  words: 'APP …',
  flags: {
    now: 'do it here and say what came; otherwise the portal that runs does it',
    force: 'replace what is stored even where the revision is the same, to mend rows that were damaged here',
    json: 'answer with one JSON object',
  },
  run: async (environment, { flags, words }, terminal) => {
    const unknown = words.find((word) => !syncedApps.some((app) => app === word))
    if (unknown !== undefined) return refuse(terminal, `${unknown}: the apps are ${syncedApps.join(', ')}`)
    const wanted = { apps: named(words), replaces: flags.force === true, isJson: flags.json === true }
    if (!flags.now) return withPortal(environment, (tools) => request(tools, wanted, terminal))
    const config = readKintoneConfig(environment)
    const absent = words.find((word) => config.apps[word as SyncedApp] === undefined)
    if (absent !== undefined) return refuse(terminal, `${absent} is not configured`)
    return withDatabase(environment, (database) => reloadNow({ database, config }, wanted, terminal))
  },
}

type Wanted = Resync & { isJson: boolean }

/** Without words: every app. */
const named = (words: string[]) => syncedApps.filter((app) => words.length === 0 || words.includes(app))

async function request(tools: PortalTools, wanted: Wanted, { print }: Terminal): Promise<ExitCode> {
  await requestResync(tools, wanted)
  if (wanted.isJson) print(JSON.stringify({ requested: wanted.apps }))
  else print(`Queued for ${wanted.apps.join(', ')}. The portal that runs reads them now; status shows when it has.`)
  return 0
}

/** What `--now` does, on a database that is open. Its calls count like everybody's. Throws KintoneError. */
export async function reloadNow(
  { database, config }: { database: Database; config: Config['kintone'] },
  { apps, replaces, isJson }: Wanted,
  { print }: Terminal,
): Promise<ExitCode> {
  const counter = openCallCounter(() => new Date())
  const kintone = openKintone(config, { watch: (event) => event.kind === 'sent' && counter.add(event.app) })
  const done: Done[] = []
  for (const app of apps.filter(kintone.has)) {
    const startedAt = new Date()
    const [came, calls] = await counted({ database, counter }, () =>
      reload({ database, kintone }, { app, replaces }, startedAt),
    )
    const one = { app, ...came, calls, seconds: (Date.now() - startedAt.getTime()) / 1_000 }
    done.push(one)
    if (!isJson) print(lineOf(one))
  }
  if (isJson) print(JSON.stringify({ apps: done }))
  return 0
}

type Done = Reload & { app: SyncedApp; calls: number; seconds: number }

/** With how many calls it took, which are stored also when it fails. */
async function counted<T>(
  { database, counter }: { database: Database; counter: CallCounter },
  work: () => Promise<T>,
): Promise<[T, number]> {
  let counts: CallCount[] = []
  const store = () => {
    counts = counter.take()
    return addCalls(database.db, counts)
  }
  const came = await work().finally(store)
  return [came, counts.reduce((sum, { calls }) => sum + calls, 0)]
}

const lineOf = ({ app, read, refused, deleted, calls, seconds }: Done) =>
  `${title(app)} (${app}): ${read} read, ${refused} refused, ${deleted} deleted, ${calls} calls, ${seconds.toFixed(1)} s`

function refuse(terminal: Terminal, reason: string): 2 {
  terminal.warn(`resync: ${reason}`)
  return 2
}
