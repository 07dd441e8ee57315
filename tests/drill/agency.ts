import { KintoneRestAPIClient } from '@kintone/rest-api-client'
import type { Sandbox } from '../../sandbox/start'

/** Staff at work in kintone meanwhile: they move applications on, and write into talents. Their own calls may fail too. */
export function openAgency(sandbox: Pick<Sandbox, 'startLine'>) {
  const { kintone } = sandbox.startLine
  const auth = { username: kintone.user.name, password: kintone.user.password }
  const client = new KintoneRestAPIClient({ baseUrl: kintone.baseUrl, auth, proxy: false, socketTimeout: 5_000 })
  const [talent, application] = [kintone.apps.talent.id, kintone.apps.application.id]
  let changes = 0
  const pick = async (app: string, field: string) => {
    const query = 'order by 更新日時 desc limit 50'
    const { records } = await client.record.getRecords({ app, query, fields: ['$id', field] })
    return records[Math.floor(Math.random() * records.length)] as Record<string, { value: string }> | undefined
  }
  const moveOn = async () => {
    const found = await pick(application, '対応状況')
    const next = found && onward[found.対応状況?.value ?? '']
    if (!found || next === undefined) return
    const record = { 対応状況: { value: next } }
    await client.record.updateRecord({ app: application, id: found.$id?.value ?? '', record })
    changes += 1
  }
  const write = async () => {
    const found = await pick(talent, '最寄駅')
    if (!found) return
    const record = { 最寄駅: { value: `担当者${changes}` }, その他要望: { value: `担当者のメモ${changes}` } }
    await client.record.updateRecord({ app: talent, id: found.$id?.value ?? '', record })
    changes += 1
  }
  return {
    /** One change, or none when kintone refuses just now. */
    act: () => (Math.random() < 0.5 ? moveOn() : write()).catch(() => undefined),
    changes: () => changes,
  }
}

const onward: Record<string, string> = {
  応募済み: '書類選考中',
  書類選考中: '面談調整中',
  面談調整中: '面談予定',
  面談予定: '結果待ち',
  結果待ち: '案件参画',
}
