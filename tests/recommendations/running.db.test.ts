import { afterAll, beforeAll, expect, test } from 'bun:test'
import { recommendationsOf } from '../../src/db/recommendations'
import { read } from '../support/browser'
import { hanako } from '../support/cast'
import { eventually } from '../support/eventually'
import { openTestPortal, type TestPortal } from '../support/portal'
import { register, signIn } from '../support/register'
import { jobFields } from '../support/staff'
import { goDeveloper, recordOf, store } from './cast'

let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal({ workers: false })
  await portal.staff.add('job', jobFields('A-1'))
  await portal.staff.add('job', jobFields('A-2', { スキル: ['Rust'], 必須スキル: '・Rust 5年以上' }))
  await store(portal, [goDeveloper('a-1'), goDeveloper('a-2')])
  await portal.portal.synchronise()
  await portal.portal.startWorkers()
})
afterAll(() => portal.stop())

const pick = (talentId: string, jobId: string) =>
  portal.staff.add('recommendation', {
    推薦キー: { value: `${talentId}:${jobId}` },
    人材ID: { value: talentId },
    案件ID: { value: jobId },
    担当者おすすめ: { value: 'おすすめ' },
    担当者コメント: { value: 'ぜひどうぞ' },
  })

test('a new job is matched without anybody’s visit', async () => {
  for (const id of ['a-1', 'a-2']) await eventually(id, async () => (await recordOf(portal, id, 'A-1')) !== null)
})

test('a pick of staff’s gets the scores beside it, survives them and leads the list', async () => {
  const browser = await register(portal, hanako)
  const [talent] = await portal.staff.records('talent', `メールアドレス = "${hanako.email}"`)
  const id = talent?.auth_user_id?.value ?? ''
  const rows = [{ value: { スキル名: { value: 'Go' }, 経験年数: { value: '8' } } }]
  await portal.staff.change('talent', talent?.$id?.value ?? '', { スキル表: { value: rows } })
  await pick(id, 'A-2')
  await portal.portal.synchronise()
  const record = await eventually('the scores', async () => {
    const found = await recordOf(portal, id, 'A-2')
    return found?.適合スコア !== '' && found
  })
  expect(record).toMatchObject({ 担当者おすすめ: 'おすすめ', 担当者コメント: 'ぜひどうぞ' })
  await portal.portal.synchronise()
  const [own] = (await recommendationsOf(portal.portal.database.db, id)).filter(({ jobId }) => jobId === 'A-2')
  expect(own).toMatchObject({ isStaffPick: true, staffComment: 'ぜひどうぞ' })
  const list = await read(await browser.get('/jobs'))
  expect(list.indexOf('A-2の開発')).toBeGreaterThan(-1)
  expect(list.indexOf('A-2の開発')).toBeLessThan(list.indexOf('A-1の開発'))
})

test('what a candidate says of a match reaches staff', async () => {
  const browser = await signIn(portal, hanako)
  const [talent] = await portal.staff.records('talent', `メールアドレス = "${hanako.email}"`)
  const id = talent?.auth_user_id?.value ?? ''
  await browser.post('/jobs/A-2/feedback', { helpful: '0', reason: 'Rustは未経験です' })
  await eventually('the voice', async () =>
    (await recordOf(portal, id, 'A-2'))?.AI評価結果?.includes('理由：「Rustは未経験です」'),
  )
})
