import type { KintoneAppName, OperatorConfig } from '../config'
import type { AppRevision } from '../services/kintone/settings/app-settings'
import type { AppIds } from '../services/kintone/settings/compare-lookup'
import { byApply } from '../services/kintone/settings/finding'
import { appNames } from '../services/kintone/settings/schemas'
import { openSettings, SettingsError } from '../services/kintone/settings/settings-client'
import { explain } from './advice'
import { deploy, takeBack, type Wait } from './deploy'
import { callerFor, createDraft, type Draft, openDraft, withOurCodes } from './drafts'
import { type Inspection, sourcesOf } from './inspect'
import { mendDraft } from './mend-draft'

export type Change =
  | { outcome: 'deployed'; created: AppIds; refusedLookups: string[] }
  /** Nothing was done: these drafts hold changes of somebody else. */
  | { outcome: 'foreign-changes'; apps: KintoneAppName[] }
  /** kintone is still at it. */
  | { outcome: 'not-finished'; created: AppIds }
  /** The running settings are as they were. `leftDrafts`: numbers of apps whose draft could not be taken back. */
  | { outcome: 'failed'; reason: string; created: AppIds; leftDrafts: string[] }

export type ChangeOptions = { includesDrafts: boolean; wait: Wait }

/** Creates and mends what the inspection says `apply` can, and deploys it. Throws only what nobody foresaw. */
export async function changeApps(
  config: OperatorConfig,
  inspection: Inspection,
  { includesDrafts, wait }: ChangeOptions,
): Promise<Change> {
  const done: Done = { created: {}, refusedLookups: [], touched: new Map() }
  try {
    const drafts = await openDrafts(config, inspection)
    const foreign = drafts.filter(({ origin }) => origin === 'changed').map(({ name }) => name)
    if (foreign.length > 0 && !includesDrafts) return { outcome: 'foreign-changes', apps: foreign }
    drafts.push(...(await createDrafts(config, inspection, done)))
    for (const stage of stagesOf(drafts)) {
      const targets = await mendDrafts(stage, inspection, done)
      const status = await deploy(clientFor(config, stage), targets, wait)
      if (status === 'PROCESSING') return { outcome: 'not-finished', created: done.created }
      if (status !== 'SUCCESS') return await failed(config, done, `kintone ended the deploy: ${status}. ${whyFail}`)
    }
    return { outcome: 'deployed', created: done.created, refusedLookups: done.refusedLookups }
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    return failed(config, done, error.failure === 'conflict' ? conflict : explain(error))
  }
}

const whyFail =
  'It takes none of the apps then. Usual reasons: two records share a value that shall be unique, or somebody is editing the same settings.'
const conflict =
  'Somebody else changed the settings of these apps at the same time (GAIA_CO03). Agree with them, then run apply again.'

/** What can be taken back, or must be told. */
type Done = {
  created: AppIds
  refusedLookups: string[]
  /** Drafts that were clean before, at the revision we left them. */
  touched: Map<KintoneAppName, AppRevision>
}

async function openDrafts(config: OperatorConfig, inspection: Inspection): Promise<Draft[]> {
  const drafts: Draft[] = []
  for (const name of targetsOf(inspection, false)) drafts.push(await openDraft(config, name, inspection))
  return drafts
}

async function createDrafts({ baseUrl, person }: OperatorConfig, inspection: Inspection, done: Done): Promise<Draft[]> {
  const drafts: Draft[] = []
  if (person === null) return drafts
  for (const name of targetsOf(inspection, true)) {
    const draft = await createDraft(baseUrl, person, name)
    done.created[name] = draft.id
    drafts.push(await withOurCodes(draft))
  }
  return drafts
}

function targetsOf({ findings }: Inspection, isNew: boolean): KintoneAppName[] {
  const named = findings.filter((one) => byApply(one) && (one.problem === 'app-not-configured') === isNew)
  return appNames.filter((name) => named.some(({ app }) => app === name))
}

/** A lookup can only be made into an app that is running: a new 案件 goes first, everything else in one deploy. */
function stagesOf(drafts: Draft[]): Draft[][] {
  const sources = drafts.flatMap(({ name }) => sourcesOf(name))
  const isFirst = ({ name, origin }: Draft) => origin === 'created' && sources.includes(name)
  return [drafts.filter(isFirst), drafts.filter((draft) => !isFirst(draft))].filter((stage) => stage.length > 0)
}

async function mendDrafts(stage: Draft[], { findings, appIds }: Inspection, done: Done): Promise<AppRevision[]> {
  const byHand = findings.filter((finding) => !byApply(finding))
  const targets: AppRevision[] = []
  for (const draft of stage) {
    const mended = await mendDraft(draft, { appIds: { ...appIds, ...done.created }, byHand }, (revision) => {
      if (draft.origin === 'clean') done.touched.set(draft.name, { app: draft.id, revision })
    })
    done.refusedLookups.push(...mended.refusedLookups)
    targets.push({ app: draft.id, revision: mended.revision })
  }
  return targets
}

async function failed(config: OperatorConfig, { created, touched }: Done, reason: string): Promise<Change> {
  const leftDrafts: string[] = []
  for (const [name, target] of touched) {
    const isBack = await takeBack(openSettings(config.baseUrl, callerFor(config, [name])), target)
    if (!isBack) leftDrafts.push(target.app)
  }
  return { outcome: 'failed', reason, created, leftDrafts }
}

const clientFor = (config: OperatorConfig, stage: Draft[]) =>
  openSettings(
    config.baseUrl,
    callerFor(
      config,
      stage.map(({ name }) => name),
    ),
  )
