import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type Browser, read } from '../support/browser'
import { hanako } from '../support/cast'
import { eventually } from '../support/eventually'
import { openTestPortal, type TestPortal } from '../support/portal'
import { register } from '../support/register'
import { jobFields } from '../support/staff'

let portal: TestPortal
let candidate: Browser
beforeAll(async () => {
  portal = await openTestPortal({ time: { clock: () => new Date('2026-11-22T03:00:00Z') } })
  const conditions = {
    支払サイト: '45',
    商流: '元請直',
    契約形態: '準委任',
    下限h: '140',
    上限h: '180',
    精算方式: '上下割',
    職種_ポジション: ['PM'],
    案件特徴: ['新規開発'],
  }
  await portal.staff.add('job', jobFields('D-1', conditions))
  await portal.portal.synchronise()
  candidate = await register(portal, hanako)
  await candidate.post('/jobs/D-1/application')
})
afterAll(() => portal.stop())

const page = async () => read(await candidate.get('/jobs/D-1'))

test('a job says everything public about itself, in plain words and in yen', async () => {
  const text = await page()
  for (const words of [
    '2026年11月に働いた分は2027年1月15日(金)ごろに支払われます',
    '発注元から仕事を請けた会社',
    '業務を行うことに対して報酬が支払われる契約',
    '稼働時間 月額80万円 月額90万円',
    '130時間 742,857円 835,714円',
    '新規開発',
    'PM',
    '株式会社見本',
  ])
    expect(text).toContain(words)
})

/** 対応状況 → what the job's page calls it. */
const states: [string, string][] = [
  ['書類選考中', '選考中'],
  ['面談予定', '面談予定'],
  ['案件参画', '案件決定'],
  ['見送り', '見送り'],
  ['辞退', '辞退済み'],
]

test.each(states)('an application that is %s is called %s, and there is no second one', async (state, words) => {
  const [record] = await eventually('the record', async () => {
    const records = await portal.staff.records('application')
    return records.length > 0 ? records : null
  })
  await portal.staff.change('application', record?.$id?.value ?? '', { 対応状況: { value: state } })
  await portal.portal.synchronise()
  const text = await page()
  expect(text).toContain(`${words} 応募の状況を見る`)
  expect(text).not.toContain('応募する')
})

test('a withdrawn application may be sent again', async () => {
  const [record] = await portal.staff.records('application')
  await portal.staff.change('application', record?.$id?.value ?? '', { 対応状況: { value: '応募取消し' } })
  await portal.portal.synchronise()
  expect(await page()).toContain('取消済み もう一度応募する')
})
