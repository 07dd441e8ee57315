import { addFields, changeFields } from '../services/kintone/settings/app-settings'
import { compareForm } from '../services/kintone/settings/compare-form'
import type { AppIds } from '../services/kintone/settings/compare-lookup'
import { byApply, type Finding } from '../services/kintone/settings/finding'
import type { FormFields } from '../services/kintone/settings/form'
import { mendForm } from '../services/kintone/settings/mend-form'
import { SettingsError } from '../services/kintone/settings/settings-client'
import type { Draft } from './drafts'

export type Mended = { revision: string; refusedLookups: string[] }

/**
 * Sends an app's draft what it lacks, each call at the revision the one before left: whoever changes the settings
 * meanwhile makes the next one a conflict.
 * @param byHand findings of the running settings that must be left to a person
 * @param sent is told as soon as the draft is no longer what it was
 */
export async function mendDraft(
  { name, id, client, form }: Draft,
  { appIds, byHand }: { appIds: AppIds; byHand: Finding[] },
  sent: (revision: string) => void,
): Promise<Mended> {
  const isLeft = (finding: Finding) =>
    byHand.some(({ app, field, problem }) => app === name && field === finding.field && problem === finding.problem)
  const findings = compareForm(name, form.properties, appIds).filter((finding) => byApply(finding) && !isLeft(finding))
  const mend = mendForm(name, form.properties, findings, appIds)
  let revision = form.revision
  const send = async (call: typeof addFields, fields: FormFields) => {
    if (Object.keys(fields).length === 0) return
    revision = await call(client, { app: id, revision }, fields)
    sent(revision)
  }
  await send(addFields, mend.added)
  await send(changeFields, mend.changed)
  await send(addFields, mend.addedLookups)
  const refusedLookups = await refusedOf(mend.changedLookups, (fields) => send(changeFields, fields))
  return { revision, refusedLookups }
}

/** kintone does not say whether a plain field may become a lookup, or change its source: whether it does is tried. */
async function refusedOf(fields: FormFields, send: (fields: FormFields) => Promise<void>): Promise<string[]> {
  const refused: string[] = []
  for (const [code, field] of Object.entries(fields)) {
    try {
      await send({ [code]: field })
    } catch (error) {
      if (!(error instanceof SettingsError) || error.failure !== 'refused') throw error
      refused.push(code)
    }
  }
  return refused
}
