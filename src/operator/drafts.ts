import type { KintoneAppName, OperatorConfig } from '../config'
import { changeFields, createApp, type Form, readForm } from '../services/kintone/settings/app-settings'
import { schemas } from '../services/kintone/settings/schemas'
import { openSettings, type Person, type SettingsClient } from '../services/kintone/settings/settings-client'
import { type Inspection, sourcesOf } from './inspect'

/** An app's settings that are not deployed yet, and who may change them. */
export type Draft = {
  name: KintoneAppName
  id: string
  client: SettingsClient
  form: Form
  origin:
    | 'created'
    /** The same as the running settings when we came. */
    | 'clean'
    /** Somebody had changed something and not deployed it. */
    | 'changed'
}

/** The draft of a configured app. Throws SettingsError. */
export async function openDraft(
  config: OperatorConfig,
  name: KintoneAppName,
  { revisions, appIds }: Pick<Inspection, 'revisions' | 'appIds'>,
): Promise<Draft> {
  const id = config.apps[name].id ?? ''
  // A token kintone does not know would spoil the call.
  const sources = sourcesOf(name).filter((source) => appIds[source] !== undefined)
  const client = openSettings(config.baseUrl, callerFor(config, [name, ...sources]))
  const form = await readForm(client, id, 'draft')
  // A draft begins at the revision of the running settings, and every change of any setting counts it up.
  return { name, id, client, form, origin: form.revision === revisions[name] ? 'clean' : 'changed' }
}

/** A new app, not running before its first deploy. Throws SettingsError. */
export async function createDraft(baseUrl: string, person: Person, name: KintoneAppName): Promise<Draft> {
  const client = openSettings(baseUrl, person)
  const { app: id } = await createApp(client, schemas[name].name)
  return { name, id, client, form: await readForm(client, id, 'draft'), origin: 'created' }
}

/** A person, or the tokens of these apps: kintone refuses all of them when it does not know one. */
export const callerFor = ({ person, apps }: OperatorConfig, names: KintoneAppName[]) =>
  person ?? { tokens: names.flatMap((name) => apps[name].token ?? []) }

/** Of a new app: the fields every app has from the start are named in the language of whoever creates it. */
export async function withOurCodes(draft: Draft): Promise<Draft> {
  const { client, id, form, name } = draft
  const ours = Object.values(schemas[name].properties)
  const renamed = Object.values(form.properties).flatMap((field) => {
    const code = ours.find(({ type }) => type === field.type)?.code
    return code === undefined || code === field.code ? [] : [[field.code, { ...field, code, label: code }] as const]
  })
  if (renamed.length === 0) return draft
  await changeFields(client, { app: id, revision: form.revision }, Object.fromEntries(renamed))
  return { ...draft, form: await readForm(client, id, 'draft') }
}
