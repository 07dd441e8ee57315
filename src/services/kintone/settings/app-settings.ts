import { Type } from '@sinclair/typebox'
import { type FormFields, formFields } from './form'
import type { SettingsClient } from './settings-client'

const form = Type.Object({ properties: formFields, revision: Type.String() })
const revised = Type.Object({ revision: Type.String() })
const created = Type.Object({ app: Type.String(), revision: Type.String() })
const apps = Type.Object({ apps: Type.Array(Type.Object({ appId: Type.String(), name: Type.String() })) })
const deployed = Type.Object({
  apps: Type.Array(
    Type.Object({
      app: Type.String(),
      status: Type.Union([
        Type.Literal('PROCESSING'),
        Type.Literal('SUCCESS'),
        Type.Literal('FAIL'),
        Type.Literal('CANCEL'),
      ]),
    }),
  ),
})

/** A form and the revision of the settings it belongs to. */
export type Form = { properties: FormFields; revision: string }
/** An app's settings at the revision they are expected to have. */
export type AppRevision = { app: string; revision: string }
type Properties = Parameters<
  Parameters<Parameters<SettingsClient['call']>[2]>[0]['app']['addFormFields']
>[0]['properties']

/** The running form, or the draft with what is not deployed yet. */
export const readForm = (client: SettingsClient, app: string, from: 'running' | 'draft'): Promise<Form> =>
  client.call('form.read', form, ({ app: api }) => api.getFormFields({ app, preview: from === 'draft' }))

/** Returns the draft's next revision; a conflict when it is not at the one given. */
export async function addFields(client: SettingsClient, at: AppRevision, properties: FormFields): Promise<string> {
  const sent = { ...at, properties: properties as Properties }
  return (await client.call('form.add', revised, ({ app }) => app.addFormFields(sent))).revision
}

export async function changeFields(client: SettingsClient, at: AppRevision, properties: FormFields): Promise<string> {
  const sent = { ...at, properties: properties as Properties }
  return (await client.call('form.change', revised, ({ app }) => app.updateFormFields(sent))).revision
}

/** A draft of a new app. kintone lets only people do this, and gives it no app code. */
export const createApp = (client: SettingsClient, name: string): Promise<AppRevision> =>
  client.call('app.create', created, ({ app }) => app.addApp({ name }))

/** The running apps of exactly this name. Only people may ask. */
export async function findApps(client: SettingsClient, name: string): Promise<string[]> {
  const found = await client.call('app.find', apps, ({ app }) => app.getApps({ name }))
  return found.apps.filter((one) => one.name === name).map(({ appId }) => appId)
}

/** Begins to make the drafts the running settings: all of them or, when one fails, none. */
export const startDeploy = (client: SettingsClient, targets: AppRevision[]): Promise<object> =>
  client.call('deploy.start', Type.Object({}), ({ app }) => app.deployApp({ apps: targets }))

/** Throws the drafts away, if they are still as we left them. */
export const revertDrafts = (client: SettingsClient, targets: AppRevision[]): Promise<object> =>
  client.call('deploy.revert', Type.Object({}), ({ app }) => app.deployApp({ apps: targets, revert: true }))

export async function readDeployStatus(client: SettingsClient, ids: string[]) {
  const { apps: all } = await client.call('deploy.status', deployed, ({ app }) => app.getDeployStatus({ apps: ids }))
  const statuses = all.map(({ status }) => status)
  return (['FAIL', 'CANCEL', 'PROCESSING'] as const).find((status) => statuses.includes(status)) ?? 'SUCCESS'
}
