import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type Browser, read } from '../support/browser'
import { hanako } from '../support/cast'
import { eventually } from '../support/eventually'
import { openTestPortal, type TestPortal } from '../support/portal'
import { register } from '../support/register'
import { jobFields } from '../support/staff'

let portal: TestPortal
let browser: Browser
let jobs = 0
let jobId: string

beforeAll(async () => {
  portal = await openTestPortal()
  browser = await register(portal, hanako)
})
beforeEach(async () => {
  jobs += 1
  jobId = `D-${jobs}`
  await portal.staff.add('job', jobFields(jobId))
  await portal.portal.synchronise()
})
afterAll(() => portal.stop())

const apply = async () => {
  const response = await browser.post(`/jobs/${jobId}/application`, { message: 'よろしくお願いします' })
  return (response.headers.get('location') ?? '').replace(/\?.*$/, '')
}
const record = async () => (await portal.staff.records('application', `案件ID = "${jobId}"`))[0]
const inKintone = (status: string) =>
  eventually(`${status} in kintone`, async () => ((await record())?.対応状況?.value === status ? record() : undefined))
const shows = (path: string, words: string) =>
  eventually(words, async () => (await read(await browser.get(path))).includes(words))
/** Staff's step, and the portal has seen it. */
const staffSet = async (path: string, status: string, shown: string) => {
  await portal.staff.change('application', (await record())?.$id?.value ?? '', { 対応状況: { value: status } })
  await shows(path, shown)
}

describe('withdrawing', () => {
  test('is written with its reason, told by a letter, and the job can be applied to again', async () => {
    const path = await apply()
    await inKintone('応募済み')
    await shows(path, '応募を取り消す')
    expect(await read(await browser.get(`${path}/departure`))).toContain('もう一度応募できます')
    const answers = { departure: 'withdrawn', reason: '個人の事情', comment: 'すみません' }
    const response = await browser.post(`${path}/departure`, answers)
    expect(response.headers.get('location')).toBe(`${path}?left=1`)
    expect(await read(await browser.follow(response))).toContain('確認のメールをお送りします')
    expect((await inKintone('応募取消し'))?.取消理由?.value).toBe('個人の事情\nすみません')
    await shows(path, '取消済み')
    await portal.mailbox.letter(hanako.email, '応募の取消しを受け付けました')
    expect((await browser.get(`${path}/departure`)).headers.get('location')).toBe(path)
    expect(await apply()).toBe(path)
    expect((await inKintone('応募済み'))?.取消理由?.value).toBe('')
    expect(await portal.staff.records('application', `案件ID = "${jobId}"`)).toHaveLength(1)
  })

  test('before kintone heard of the application leaves one record that says so', async () => {
    await portal.staff.arm({ name: 'kintone-unavailable', app: 'application' })
    const path = await apply()
    await browser.post(`${path}/departure`, { departure: 'withdrawn' })
    await shows(path, '応募の取消しは受け付けました')
    await portal.staff.disarm()
    await inKintone('応募取消し')
    expect(await portal.staff.records('application', `案件ID = "${jobId}"`)).toHaveLength(1)
  })

  test('once staff have decided, is refused with an explanation', async () => {
    const path = await apply()
    await inKintone('応募済み')
    await staffSet(path, '案件参画', '案件決定')
    const late = await browser.post(`${path}/departure`, { departure: 'withdrawn' })
    const page = await (await browser.follow(late)).text()
    expect(page).toContain('お手続きの前に担当者の決定があったため')
    expect(page).toContain('<title>エラー：')
    expect(await read(await browser.get(path))).not.toContain('お手続きの前に')
  })

  test('of what staff have decided meanwhile leaves their decision, and says so', async () => {
    const path = await apply()
    await inKintone('応募済み')
    await portal.portal.synchronise()
    await portal.portal.pause()
    await portal.staff.change('application', (await record())?.$id?.value ?? '', { 対応状況: { value: '案件参画' } })
    await browser.post(`${path}/departure`, { departure: 'withdrawn' })
    await portal.portal.startWorkers()
    await shows(path, '案件決定')
    const page = await read(await browser.get(path))
    expect(page).toContain('担当者の決定があったため')
    expect(page).toMatch(/応募済み \S+ 案件決定 \S+ 送ったメッセージ/)
    expect(page).not.toContain('取消済み')
    expect((await record())?.対応状況?.value).toBe('案件参画')
  })

  test('from a selection that has gone on meanwhile becomes a turning down', async () => {
    const path = await apply()
    await inKintone('応募済み')
    await portal.portal.synchronise()
    await portal.portal.pause()
    await portal.staff.change('application', (await record())?.$id?.value ?? '', { 対応状況: { value: '面談調整中' } })
    await browser.post(`${path}/departure`, { departure: 'withdrawn' })
    await portal.portal.startWorkers()
    await inKintone('辞退')
    await shows(path, '辞退済み')
    const page = await read(await browser.get(path))
    expect(page).not.toContain('取消済み')
  })
})

describe('turning down', () => {
  test('asks for a reason, keeps what was typed, and ends the application for good', async () => {
    const path = await apply()
    await inKintone('応募済み')
    await staffSet(path, '面談調整中', '選考を辞退する')
    const refused = await browser.post(`${path}/departure`, { departure: 'turned-down', comment: '長い間' })
    expect(refused.status).toBe(422)
    const again = await read(refused)
    expect(again).toContain('理由を選択してください')
    expect(again).toContain('長い間')
    await browser.post(`${path}/departure`, { departure: 'turned-down', reason: '条件が希望と合わない' })
    await inKintone('辞退')
    await portal.mailbox.letter(hanako.email, '辞退のご連絡を受け付けました')
    expect((await browser.get(`/jobs/${jobId}/application/new`)).headers.get('location')).toBe(path)
  })

  test('is explained first to whoever meant to withdraw while the selection went on', async () => {
    const path = await apply()
    await inKintone('応募済み')
    await staffSet(path, '面談調整中', '選考を辞退する')
    const response = await browser.post(`${path}/departure`, { departure: 'withdrawn', reason: '個人の事情' })
    expect(response.status).toBe(409)
    const page = await response.text()
    expect(page).toContain('選考が進みました')
    expect(page).toContain('<title>エラー：選考の辞退')
    expect(page).toContain('面談調整中')
    expect((await record())?.対応状況?.value).toBe('面談調整中')
  })
})
