import { type KintoneAppName, type OperatorConfig, readOperatorConfig } from '../config'
import { findApps } from '../services/kintone/settings/app-settings'
import { byApply } from '../services/kintone/settings/finding'
import { schemas } from '../services/kintone/settings/schemas'
import { openSettings, SettingsError } from '../services/kintone/settings/settings-client'
import { explain, idVariable, title } from './advice'
import { type Change, changeApps } from './change-apps'
import type { Command, Flags, Terminal } from './command'
import { type Inspection, inspect } from './inspect'
import { asJson, matters, plan, report, settingsOf } from './report'

export const apply: Command = {
  name: 'apply',
  summary: 'show what is to be changed in kintone, ask, then add and mend it; deletes and renames nothing',
  flags: {
    yes: 'do not ask',
    'include-draft': 'deploy also what somebody else changed and has not deployed',
    'create-beside': 'create apps although kintone has some of the same name',
    verbose: 'list harmless differences too',
    json: 'answer with one JSON object; needs --yes',
  },
  run: async (environment, { flags }, terminal) => {
    if (flags.json && !flags.yes) return refuse(terminal, '--json needs --yes')
    if (!flags.yes && terminal.ask === null)
      return refuse(terminal, 'there is no terminal to ask on: look at the plan with doctor, then use --yes')
    const config = readOperatorConfig(environment)
    const say = (lines: string[]) => {
      if (!flags.json) for (const line of lines) terminal.print(line)
    }
    const before = await inspect(config)
    say(report(before, flags.verbose === true))
    if (!before.findings.some(byApply)) return end(before, null, flags, terminal)
    const twins = flags['create-beside'] ? [] : await twinsOf(config, before)
    if (twins.length > 0) return stop(terminal, twins)
    say(['', 'apply will:', ...plan(before.findings), ''])
    if (!flags.yes && !(await isConfirmed(terminal))) return stop(terminal, ['Nothing was changed.'])
    const change = await changeApps(config, before, {
      includesDrafts: flags['include-draft'] === true,
      wait: terminal.wait,
    })
    say(told(change))
    const after = await lookAgain(withCreated(config, change), terminal)
    if (after !== null) say(['', 'What is left:', ...report(after, false)])
    return end(after, change, flags, terminal)
  },
}

/** null when kintone has gone away since: what was done must be told all the same. */
async function lookAgain(config: OperatorConfig, terminal: Terminal): Promise<Inspection | null> {
  try {
    return await inspect(config)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    terminal.warn(explain(error))
    return null
  }
}

function refuse(terminal: Terminal, reason: string): 2 {
  terminal.warn(`apply: ${reason}`)
  return 2
}

function stop(terminal: Terminal, lines: string[]): 1 {
  for (const line of lines) terminal.warn(line)
  return 1
}

const isConfirmed = async ({ ask }: Terminal) => /^y(es)?$/i.test((await ask?.('Change kintone? [y/N] '))?.trim() ?? '')

/** Whoever forgot to set the numbers must not get every app a second time. */
async function twinsOf({ baseUrl, person }: OperatorConfig, { findings }: Inspection): Promise<string[]> {
  if (person === null) return []
  const client = openSettings(baseUrl, person)
  const lines: string[] = []
  for (const { app } of findings.filter((finding) => finding.problem === 'app-not-configured' && byApply(finding))) {
    const ids = await findApps(client, schemas[app].name)
    if (ids.length > 0)
      lines.push(
        `kintone has an app ${title(app)} already (${ids.join(', ')}): set ${idVariable(app)}, or use --create-beside for a new one.`,
      )
  }
  return lines
}

function withCreated(config: OperatorConfig, change: Change): OperatorConfig {
  if (change.outcome !== 'deployed') return config
  const added = Object.entries(change.created).map(([name, id]) => [name, { id, token: null }])
  return { ...config, apps: { ...config.apps, ...Object.fromEntries(added) } }
}

function told(change: Change): string[] {
  switch (change.outcome) {
    case 'deployed':
      return ['Deployed.', ...refusedLookups(change.refusedLookups), ...newApps(change.created)]
    case 'foreign-changes':
      return [
        `Nothing was done: somebody has changed settings of ${change.apps.map(title).join(', ')} and not deployed them yet.`,
        'Have them deployed (アプリを更新) or dropped (変更を中止), or deploy them together with ours: --include-draft.',
      ]
    case 'not-finished':
      return [
        'kintone accepted the changes and is still deploying them. Run doctor in some minutes.',
        ...newApps(change.created),
      ]
    case 'failed':
      return [`The changes were not deployed. ${change.reason}`, ...leftOver(change)]
  }
}

const refusedLookups = (codes: string[]) =>
  codes.map(
    (code) =>
      `kintone refused to make 「${code}」 the lookup it should be: give the field another code, and run apply again to add the right one.`,
  )

function leftOver({ leftDrafts, created }: { leftDrafts: string[]; created: Partial<Record<KintoneAppName, string>> }) {
  const drafts = leftDrafts.map((id) => `The draft of app ${id} still holds our changes: look there (変更を中止).`)
  const apps = Object.values(created)
  return apps.length === 0
    ? drafts
    : [...drafts, `New apps that were begun: ${apps.join(', ')}. Delete them in kintone before the next try.`]
}

function newApps(created: Partial<Record<KintoneAppName, string>>): string[] {
  if (Object.keys(created).length === 0) return []
  return [
    '',
    'For the environment of the portal:',
    ...settingsOf(created),
    '',
    'The API tokens have to be made by hand in each app, as kintone has no API for them.',
  ]
}

function end(after: Inspection | null, change: Change | null, flags: Flags, terminal: Terminal): 0 | 1 {
  const left = after === null ? {} : asJson(after)
  if (flags.json) terminal.print(JSON.stringify({ change: change ?? { outcome: 'nothing-to-do' }, ...left }))
  const hasFailed = change !== null && change.outcome !== 'deployed'
  return hasFailed || after === null || after.findings.some(matters) ? 1 : 0
}
