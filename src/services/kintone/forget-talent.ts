import { type TSchema, Type } from '@sinclair/typebox'
import type { KintoneAppName } from '../../config'
import { emptyTalent } from '../../profile/talent'
import { closingStatusOf } from './application-record'
import { checkedAnswer, type Kintone } from './client'
import { quoted, readByKey } from './records'
import { type WireRecord, writableTalentFields, writeTalent } from './talent-writer'

/** What stands where a name was. */
const nobody = '退会済み'
/** kintone's bound for one update or deletion. */
const recordsPerCall = 100

/**
 * Takes what is personal out of everything kintone holds of a talent: the record is emptied and set to 退会, its files
 * removed, open applications withdrawn, recommendations with their evaluations deleted. Safe to repeat at any point.
 * Throws KintoneError.
 */
export async function forgetTalent(kintone: Kintone, talentId: string): Promise<void> {
  await emptyRecord(kintone, talentId)
  await endApplications(kintone, talentId)
  await deleteRecommendations(kintone, talentId)
}

async function emptyRecord(kintone: Kintone, talentId: string): Promise<void> {
  const found = await readByKey(kintone, 'talent', { field: 'auth_user_id', value: talentId })
  if (found === null) return
  const record = {
    ...writeTalent({ ...emptyTalent(talentId), allowsAi: false }, writableTalentFields),
    姓: { value: nobody },
    氏名: { value: nobody },
    // The field is required; this is no address, so nothing can be sent to it.
    メールアドレス: { value: nobody },
    職務経歴書データ: { value: [] },
    ST: { value: '退会' },
  }
  await kintone.call(
    'talent.forget',
    'talent',
    (client, app) => client.record.updateRecord({ app, id: found.recordId, record }),
    'repeatable',
  )
}

const applicationPage = Type.Object({
  records: Type.Array(
    Type.Object({
      $id: Type.Object({ value: Type.String() }),
      対応状況: Type.Object({ value: Type.Union([Type.String(), Type.Null()]) }),
    }),
  ),
})

async function endApplications(kintone: Kintone, talentId: string): Promise<void> {
  for await (const page of pagesOf(kintone, 'application', { field: 'auth_user_id', talentId }, applicationPage)) {
    const records = page.map(({ $id, 対応状況 }) => {
      const status = closingStatusOf(対応状況.value)
      const end: WireRecord = status === null ? {} : { 対応状況: { value: status }, 取消理由: { value: '退会のため' } }
      return { id: $id.value, record: { 応募メッセージ: { value: '' }, ...end } }
    })
    await kintone.call(
      'applications.end',
      'application',
      (client, app) => client.record.updateRecords({ app, records }),
      'repeatable',
    )
  }
}

const idPage = Type.Object({ records: Type.Array(Type.Object({ $id: Type.Object({ value: Type.String() }) })) })

async function deleteRecommendations(kintone: Kintone, talentId: string): Promise<void> {
  for await (const page of pagesOf(kintone, 'recommendation', { field: '人材ID', talentId }, idPage)) {
    const ids = page.map(({ $id }) => $id.value)
    await kintone.call('recommendations.delete', 'recommendation', (client, app) =>
      client.record.deleteRecords({ app, ids }),
    )
  }
}

type Page<R> = { records: R[] }
type Owner = { field: string; talentId: string }

async function* pagesOf<R extends { $id: { value: string } }>(
  kintone: Kintone,
  app: KintoneAppName,
  { field, talentId }: Owner,
  shape: TSchema & { static: Page<R> },
): AsyncGenerator<R[]> {
  let afterId = '0'
  while (true) {
    const query = `${field} = ${quoted(talentId)} and $id > ${afterId} order by $id asc limit ${recordsPerCall}`
    const { records } = await kintone.call(
      `${app}.of-talent`,
      app,
      async (client, appId) =>
        checkedAnswer(`${app}.of-talent`, shape, await client.record.getRecords({ app: appId, query })),
      'reads',
    )
    const last = records.at(-1)
    if (last === undefined) return
    yield records
    afterId = last.$id.value
  }
}

const inquiryPage = Type.Object({ records: Type.Array(Type.Unknown()) })

/** Tells staff that and why somebody left, once; nothing when the agency keeps no 問い合わせ app. Throws KintoneError. */
export async function reportClosure(
  kintone: Kintone,
  closure: { talentId: string; reason: string; comment: string; requestedAt: Date },
): Promise<void> {
  if (!kintone.has('inquiry')) return
  const query = `ユーザーID = ${quoted(closure.talentId)} and 種別 in ("退会申請") limit 1`
  const { records } = await kintone.call(
    'inquiry.closure-of',
    'inquiry',
    async (client, app) =>
      checkedAnswer('inquiry.closure-of', inquiryPage, await client.record.getRecords({ app, query })),
    'reads',
  )
  if (records.length > 0) return
  await kintone.call('inquiry.add', 'inquiry', (client, app) =>
    client.record.addRecord({
      app,
      record: {
        種別: { value: '退会申請' },
        受付日時: { value: closure.requestedAt.toISOString() },
        ユーザーID: { value: closure.talentId },
        氏名: { value: nobody },
        対応ステータス: { value: '完了' },
        退会理由: { value: closure.reason },
        退会理由詳細: { value: closure.comment },
      },
    }),
  )
}
