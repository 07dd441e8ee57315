import { KintoneRestAPIClient } from '@kintone/rest-api-client'
import { type Sandbox, startSandbox } from '../../sandbox/start'
import type { KintoneAppName } from '../../src/config'
import type { Terminal } from '../../src/operator/command'
import { run } from '../../src/operator/run'
import type { Finding } from '../../src/services/kintone/settings/finding'
import { schemas } from '../../src/services/kintone/settings/schemas'

export type Environment = Record<string, string | undefined>
type Settings = Record<string, unknown>

export type Agency = {
  sandbox: Sandbox
  client: KintoneRestAPIClient
  /** What the operator's environment holds; `person` adds name and password. */
  environment: (person?: 'person') => Environment
  add: (app: KintoneAppName, code: string, settings: Settings) => Promise<void>
  change: (app: KintoneAppName, code: string, settings: Settings) => Promise<void>
  /** Deletes the fields; values are lost. */
  drop: (app: KintoneAppName, ...codes: string[]) => Promise<void>
  id: (app: KintoneAppName) => string
  /** Calls that changed settings since the last time this was asked, and how many of each. */
  changesMade: () => Promise<Record<string, number>>
  arm: (name: string) => Promise<void>
  disarm: () => Promise<void>
}

/** A kintone as the schema files have it, and somebody who may spoil its settings. */
export async function openAgency(): Promise<Agency> {
  const sandbox = await startSandbox({ seed: 'empty' })
  const { kintone, control } = sandbox.startLine
  const auth = { username: kintone.user.name, password: kintone.user.password }
  const client = new KintoneRestAPIClient({ baseUrl: kintone.baseUrl, auth, proxy: false })
  const id = (app: KintoneAppName) => kintone.apps[app].id
  const deployed = async (app: KintoneAppName) => void (await client.app.deployApp({ apps: [{ app: id(app) }] }))
  return {
    sandbox,
    client,
    id,
    environment: (person) => environmentOf(sandbox, person !== undefined),
    add: async (app, code, settings) => {
      const properties = { [code]: { code, label: code, ...settings } } as never
      await client.app.addFormFields({ app: id(app), properties })
      await deployed(app)
    },
    change: async (app, code, settings) => {
      const { type, label } = schemas[app].properties[code] ?? {}
      const properties = { [code]: { type, label, ...settings } } as never
      await client.app.updateFormFields({ app: id(app), properties })
      await deployed(app)
    },
    drop: async (app, ...codes) => {
      await client.app.deleteFormFields({ app: id(app), fields: codes })
      await deployed(app)
    },
    changesMade: async () => {
      const { byOperation } = await (await fetch(`${control}/requests`)).json()
      await fetch(`${control}/requests`, { method: 'DELETE' })
      const all = Object.entries<number>(byOperation.kintone)
      return Object.fromEntries(all.filter(([operation]) => /^(POST|PUT|DELETE) .*\/preview\//.test(operation)))
    },
    arm: async (name) => void (await fetch(`${control}/faults`, { method: 'POST', body: JSON.stringify({ name }) })),
    disarm: async () => void (await fetch(`${control}/faults`, { method: 'DELETE' })),
  }
}

function environmentOf({ startLine }: Sandbox, hasPerson: boolean): Environment {
  const { baseUrl, apps, user } = startLine.kintone
  const settings = Object.entries(apps).flatMap(([name, { id, token }]) => [
    [`KINTONE_${name.toUpperCase()}_APP_ID`, id],
    [`KINTONE_${name.toUpperCase()}_API_TOKEN`, token],
  ])
  const person = hasPerson ? { KINTONE_USERNAME: user.name, KINTONE_PASSWORD: user.password } : {}
  return { KINTONE_BASE_URL: baseUrl, ...Object.fromEntries(settings), ...person }
}

/** The inner fields of a table as the schema has them, for leaving one out or changing it. */
export const columns = (table: string): Record<string, Settings> =>
  structuredClone(schemas.talent.properties[table]?.fields ?? {})

export type Said = { code: number; out: string; errors: string }

export type Answer = string | (() => Promise<string>)

/** One command line; `answer` is what the person types when asked, nothing means nobody is there. */
export async function command(line: string, environment: Environment, answer?: Answer): Promise<Said> {
  const { terminal, said } = overheard(answer)
  const code = await run(line.split(' '), terminal, environment)
  return { code, ...said() }
}

/** A terminal whose words are kept. */
export function overheard(answer?: Answer): { terminal: Terminal; said: () => Omit<Said, 'code'> } {
  const [out, errors]: [string[], string[]] = [[], []]
  const terminal: Terminal = {
    print: (text) => void out.push(text),
    warn: (text) => void errors.push(text),
    ask: answer === undefined ? null : async () => (typeof answer === 'string' ? answer : answer()),
    wait: async () => {},
  }
  return { terminal, said: () => ({ out: out.join('\n'), errors: errors.join('\n') }) }
}

/** Differences that matter, as the machine's answer has them. */
export async function diagnose(environment: Environment): Promise<(Finding & { canApplyMend: boolean })[]> {
  const { out } = await command('doctor --json', environment)
  return JSON.parse(out).findings.filter(({ severity }: Finding) => severity !== 'harmless')
}

/** `talent.電話番号 too-narrow`, short enough to compare. */
export const brief = ({ app, field, problem }: Finding): string =>
  `${app}${field === null ? '' : `.${field}`} ${problem}`
