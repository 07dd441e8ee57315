import announcement from '../../src/services/kintone/schema/announcement.json'
import application from '../../src/services/kintone/schema/application.json'
import inquiry from '../../src/services/kintone/schema/inquiry.json'
import job from '../../src/services/kintone/schema/job.json'
import recommendation from '../../src/services/kintone/schema/recommendation.json'
import talent from '../../src/services/kintone/schema/talent.json'
import { type App, type Right, rights, type Token } from './app'
import type { Field, Fields } from './field'

export const portalAppNames = ['talent', 'job', 'application', 'recommendation', 'inquiry', 'announcement'] as const
export type PortalAppName = (typeof portalAppNames)[number]

type Schema = { readonly name: string; readonly properties: object }
const schemas: Record<PortalAppName, Schema> = { talent, job, application, recommendation, inquiry, announcement }

/** Ids by position: 人材 is 1, 案件 is 2, and so on. */
export const portalAppId = (name: PortalAppName): string => String(portalAppNames.indexOf(name) + 1)

export const portalApps = (now: string): App[] =>
  portalAppNames.map((name) => ({
    id: portalAppId(name),
    code: `PW_${name.toUpperCase()}`,
    name: schemas[name].name,
    description: '',
    createdAt: now,
    modifiedAt: now,
    revision: 2,
    properties: withAppIds(schemas[name].properties as Fields),
    tokens: tokensOf(name),
  }))

const recordRights: readonly Right[] = ['view', 'add', 'edit', 'delete']

/** The first token may do everything but administer the app; then those with one right, then those that lack one. */
export const tokensOf = (name: string): Token[] => [
  { token: `sandbox-${name}-token`, rights: recordRights },
  ...rights.map((right: Right) => ({ token: `sandbox-${name}-${right}-only`, rights: [right] })),
  ...recordRights.map((right) => ({
    token: `sandbox-${name}-without-${right}`,
    rights: recordRights.filter((one) => one !== right),
  })),
]

/** A schema's lookup names its source by app code; the number in the file is a placeholder. */
function withAppIds(properties: Fields): Fields {
  return Object.fromEntries(Object.entries(properties).map(([code, field]): [string, Field] => [code, relate(field)]))
}

function relate(field: Field): Field {
  if (!field.lookup) return field
  const { relatedApp } = field.lookup
  const source = portalAppNames.find((name) => relatedApp.code === `PW_${name.toUpperCase()}`)
  if (!source) return field
  return { ...field, lookup: { ...field.lookup, relatedApp: { ...relatedApp, app: portalAppId(source) } } }
}
