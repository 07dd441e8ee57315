import { expect, test } from 'bun:test'
import { startSandbox } from '../../sandbox/start'
import { databaseKind } from '../support/database'
import { eventually } from '../support/eventually'
import { testSecret } from '../support/portal'
import { openMachine } from '../support/server'
import { jobFields, openStaff } from '../support/staff'

test.skipIf(databaseKind !== 'postgres')(
  'what one instance is told of, the others show without asking kintone',
  async () => {
    const sandbox = await startSandbox({ seed: 'empty' })
    const staff = openStaff(sandbox)
    // No sync comes in between: the second portal can know it from the database only.
    const machine = await openMachine(sandbox, { KINTONE_SYNC_INTERVAL_SECONDS: '3600', WEBHOOK_SECRET: testSecret })
    const [told, other] = [await machine.start(), await machine.start()]
    const lists = async (url: string, words: string) => (await (await fetch(`${url}/jobs`)).text()).includes(words)
    const id = await staff.add('job', jobFields('I-1'))
    const notice = { id: 'n', type: 'ADD_RECORD', app: { id: '2' }, record: { $id: { value: id } } }
    const headers = { 'content-type': 'application/json' }
    const url = `${told.url}/webhooks/kintone/${testSecret}`
    expect((await fetch(url, { method: 'POST', headers, body: JSON.stringify(notice) })).status).toBe(204)
    for (const server of [told, other]) await eventually('the job', () => lists(server.url, 'I-1の開発'))
    await machine.remove()
    await sandbox.stop()
  },
)
