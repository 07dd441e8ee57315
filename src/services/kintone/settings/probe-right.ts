import { Type } from '@sinclair/typebox'
import type { Right } from './finding'
import { type SettingsClient, SettingsError } from './settings-client'

/** No app comes this far: kintone numbers records from 1, and a million is a large app. */
const impossibleId = 2_147_483_647
const anything = Type.Unknown()

/**
 * Whether the token has a right, asked with calls that cannot change anything: the addition of no records, the change
 * and the deletion of one that cannot exist, at a revision it cannot have.
 *
 * We assume that kintone looks at the right before it looks for the record, so that GAIA_NO01 (or CB_NO02, for a
 * person) tells that the right is missing, while an answer or any other refusal, such as GAIA_RE01 for the record that
 * is not there, tells that it is given. Throws SettingsError when kintone cannot be asked or knows no such token.
 */
export async function hasRight(client: SettingsClient, app: string, right: Right): Promise<boolean> {
  try {
    await ask(client, app, right)
    return true
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    if (error.code === 'GAIA_NO01' || error.code === 'CB_NO02') return false
    if (error.failure === 'unavailable') throw error
    return true
  }
}

function ask(client: SettingsClient, app: string, right: Right): Promise<unknown> {
  switch (right) {
    case 'view':
      return client.call('right.view', anything, ({ record }) =>
        record.getRecords({ app, fields: ['$id'], query: `$id = ${impossibleId} limit 1` }),
      )
    case 'add':
      return client.call('right.add', anything, ({ record }) => record.addRecords({ app, records: [] }))
    case 'edit':
      return client.call('right.edit', anything, ({ record }) =>
        record.updateRecords({ app, records: [{ id: impossibleId, revision: impossibleId, record: {} }] }),
      )
    case 'delete':
      return client.call('right.delete', anything, ({ record }) =>
        record.deleteRecords({ app, ids: [impossibleId], revisions: [impossibleId] }),
      )
  }
}
