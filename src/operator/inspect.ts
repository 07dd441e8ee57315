import type { KintoneAppName, OperatorConfig } from '../config'
import type { AppIds } from '../services/kintone/settings/compare-lookup'
import { byApply, type Finding } from '../services/kintone/settings/finding'
import { appNames, lookedUpApp, optionalAppNames, schemas } from '../services/kintone/settings/schemas'
import { aboutApp, idVariable, title, tokenVariable, waitingLookup } from './advice'
import { type AppInspection, inspectApp } from './inspect-app'

export type Inspection = {
  findings: Finding[]
  /** What is worth saying and no difference. */
  notes: string[]
  appIds: AppIds
  /** Revisions of the running settings, where the form could be read. */
  revisions: Partial<Record<KintoneAppName, string>>
}

/** Compares every app with what the portal needs, changing nothing. Throws SettingsError when kintone is away. */
export async function inspect(config: OperatorConfig): Promise<Inspection> {
  const appIds = configuredIds(config)
  const inspection: Inspection = { findings: [], notes: [], appIds, revisions: {} }
  const seen = new Map<KintoneAppName, AppInspection>()
  for (const name of appNames) {
    const { id, token } = config.apps[name]
    if (id === null) {
      notConfigured(config, name, inspection)
      continue
    }
    const sourceTokens = sourcesOf(name).flatMap((source) =>
      seen.get(source)?.isTokenKnown ? (config.apps[source].token ?? []) : [],
    )
    const app = await inspectApp(config, { name, id, token, sourceTokens }, appIds)
    seen.set(name, app)
    inspection.findings.push(...app.findings)
    inspection.notes.push(...app.notes)
    if (app.form !== null) inspection.revisions[name] = app.form.revision
    // Perhaps the number of another app: nothing may be made to point to it.
    else delete appIds[name]
  }
  return { ...inspection, findings: inspection.findings.map((finding) => waiting(finding, inspection)) }
}

export const configuredIds = ({ apps }: OperatorConfig): AppIds =>
  Object.fromEntries(appNames.flatMap((name) => (apps[name].id === null ? [] : [[name, apps[name].id]])))

export const sourcesOf = (name: KintoneAppName): KintoneAppName[] =>
  Object.values(schemas[name].properties).flatMap(({ lookup }) =>
    lookup ? (lookedUpApp(lookup.relatedApp.code) ?? []) : [],
  )

function notConfigured(config: OperatorConfig, name: KintoneAppName, inspection: Inspection): void {
  const isKintoneEmpty = appNames.every((one) => config.apps[one].id === null && config.apps[one].token === null)
  const { token } = config.apps[name]
  if (optionalAppNames.includes(name) && token === null && !isKintoneEmpty) {
    inspection.notes.push(`${title(name)} (${name}) is not configured. It is optional.`)
    return
  }
  const canCreate = config.person !== null && token === null
  inspection.findings.push(
    aboutApp(name, {
      problem: 'app-not-configured',
      expected: `an app ${title(name)}`,
      found: `nothing: ${idVariable(name)} is not set`,
      severity: optionalAppNames.includes(name) ? 'degraded' : 'breaks',
      byHand: canCreate ? null : settingAdvice(name, token),
    }),
  )
}

const settingAdvice = (name: KintoneAppName, token: string | null) =>
  token === null
    ? `Set ${idVariable(name)} and ${tokenVariable(name)}, or run apply with KINTONE_USERNAME and KINTONE_PASSWORD to have the app made.`
    : `${tokenVariable(name)} is set: set ${idVariable(name)} too.`

/** A lookup can only be made into an app that is there, by a field that is, or can be made, unique. */
function waiting(finding: Finding, { findings, appIds }: Inspection): Finding {
  if (finding.byHand !== null || !['no-lookup', 'lookup-app', 'lookup-key'].includes(finding.problem)) return finding
  const lookup = schemas[finding.app].properties[finding.field ?? '']?.lookup
  const source = lookedUpApp(lookup?.relatedApp.code)
  const aboutSource = findings.filter(({ app }) => app === source)
  const isThere =
    (source !== null && appIds[source] !== undefined) ||
    aboutSource.some((one) => one.problem === 'app-not-configured' && byApply(one))
  const isKeyBlocked = aboutSource.some(({ field, byHand }) => field === lookup?.relatedKeyField && byHand !== null)
  return isThere && !isKeyBlocked ? finding : { ...finding, byHand: waitingLookup }
}
