import type { KintoneAppName, OperatorConfig } from '../config'
import { type Form, readForm } from '../services/kintone/settings/app-settings'
import { compareForm } from '../services/kintone/settings/compare-form'
import type { AppIds } from '../services/kintone/settings/compare-lookup'
import { findDuplicates } from '../services/kintone/settings/duplicates'
import type { Finding, Right } from '../services/kintone/settings/finding'
import { hasRight } from '../services/kintone/settings/probe-right'
import { openSettings, type SettingsClient, SettingsError } from '../services/kintone/settings/settings-client'
import { uses } from '../services/kintone/settings/uses'
import {
  aboutApp,
  duplicatesAdvice,
  idVariable,
  neededRights,
  rightAdvice,
  title,
  tokenAdvice,
  tokenVariable,
  unknownTokenAdvice,
} from './advice'

/** A configured app; `sourceTokens` are those of the apps its lookups read, as far as kintone knows them. */
export type Target = { name: KintoneAppName; id: string; token: string | null; sourceTokens: string[] }

export type AppInspection = {
  findings: Finding[]
  notes: string[]
  /** The running form; null when it could not be read. */
  form: Form | null
  isTokenKnown: boolean
}

/** Compares one app with what the portal needs. Throws SettingsError when kintone cannot be asked. */
export async function inspectApp(config: OperatorConfig, target: Target, appIds: AppIds): Promise<AppInspection> {
  const { findings, token } = await inspectToken(config, target)
  const isTokenKnown = token === 'good' || token === 'blind'
  const reader = token === 'doubtful' ? null : readerOf(config, target, isTokenKnown)
  const form = reader === null ? null : await readVisibleForm(reader, target.id)
  if (form === 'unknown-app')
    return { findings: [unknownApp(target.name, target.id)], notes: [], form: null, isTokenKnown }
  if (reader === null || form === null) {
    const notes = [`The form of ${title(target.name)} could not be read, so it was not compared.`]
    return { findings, notes: token === 'doubtful' ? [] : notes, form: null, isTokenKnown }
  }
  const compared = compareForm(target.name, form.properties, appIds)
  const mayReadRecords = config.person !== null || token === 'good'
  const judged = mayReadRecords ? await withDuplicates(reader, target.id, compared) : compared
  return { findings: [...findings, ...judged], notes: [], form, isTokenKnown }
}

type TokenInspection = {
  findings: Finding[]
  token:
    | 'missing'
    | 'good'
    /** It may not view records. */
    | 'blind'
    /** kintone has no such app, or does not know the token there: the number may be another app's. */
    | 'doubtful'
}

async function inspectToken({ baseUrl }: OperatorConfig, { name, id, token }: Target): Promise<TokenInspection> {
  if (token === null) return { findings: [missingToken(name)], token: 'missing' }
  const client = openSettings(baseUrl, { tokens: [token] })
  const missing: Right[] = []
  try {
    for (const right of neededRights(name)) if (!(await hasRight(client, id, right))) missing.push(right)
    const findings = missing.map((right) => missingRight(name, right))
    return { findings, token: missing.includes('view') ? 'blind' : 'good' }
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    if (error.code !== 'GAIA_AP01' && error.code !== 'GAIA_IA02') throw error
    const finding = error.code === 'GAIA_AP01' ? unknownApp(name, id) : unknownToken(name, id)
    return { findings: [finding], token: 'doubtful' }
  }
}

const missingRight = (name: KintoneAppName, right: Right): Finding =>
  aboutApp(name, {
    problem: 'right-missing',
    expected: `${tokenVariable(name)} with the right to ${right}`,
    found: 'a token without it',
    severity: uses[name].rights[right] ?? 'degraded',
    byHand: rightAdvice(name, right),
  })

const missingToken = (name: KintoneAppName): Finding =>
  aboutApp(name, {
    problem: 'token-missing',
    expected: `${tokenVariable(name)} to be set`,
    found: 'nothing',
    severity: 'breaks',
    byHand: tokenAdvice(name),
  })

const unknownToken = (name: KintoneAppName, id: string): Finding =>
  aboutApp(name, {
    problem: 'unknown-token',
    expected: `${tokenVariable(name)} to be a token of app ${id}`,
    found: 'one that kintone does not know there',
    severity: 'breaks',
    byHand: unknownTokenAdvice(name),
  })

const unknownApp = (name: KintoneAppName, id: string): Finding =>
  aboutApp(name, {
    problem: 'unknown-app',
    expected: `an app ${id}, as ${idVariable(name)} says`,
    found: 'no such app, or a deleted one',
    severity: 'breaks',
    byHand: `Set ${idVariable(name)} to the number in the address of ${title(name)}: /k/NUMBER/.`,
  })

/** A person sees every form; a token only its own, and the lookups whose sources it may see. */
function readerOf({ baseUrl, person }: OperatorConfig, target: Target, isTokenKnown: boolean): SettingsClient | null {
  if (person !== null) return openSettings(baseUrl, person)
  if (target.token === null || !isTokenKnown) return null
  return openSettings(baseUrl, { tokens: [target.token, ...target.sourceTokens] })
}

async function readVisibleForm(reader: SettingsClient, id: string): Promise<Form | 'unknown-app' | null> {
  try {
    return await readForm(reader, id, 'running')
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    if (error.code === 'GAIA_AP01') return 'unknown-app'
    if (error.code === 'GAIA_NO01' || error.code === 'CB_NO02') return null
    throw error
  }
}

/** kintone would refuse the whole deploy; better to know before. */
async function withDuplicates(reader: SettingsClient, id: string, findings: Finding[]): Promise<Finding[]> {
  const judged: Finding[] = []
  for (const finding of findings) {
    const key = finding.problem === 'not-unique' ? finding.field : null
    const records = key === null ? [] : await findDuplicates(reader, id, key)
    judged.push(records.length === 0 ? finding : { ...finding, byHand: duplicatesAdvice(records) })
  }
  return judged
}
