import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test'
import { type Browser, read } from '../support/browser'
import { hanako, taro } from '../support/cast'
import { eventually } from '../support/eventually'
import { openTestPortal, type TestPortal } from '../support/portal'
import { register } from '../support/register'
import { jobFields } from '../support/staff'

let portal: TestPortal
let browser: Browser
let talentId: string

beforeAll(async () => {
  portal = await openTestPortal()
  for (const id of ['J-1', 'J-2', 'J-3', 'J-4', 'J-5', 'J-6']) await portal.staff.add('job', jobFields(id))
  await portal.portal.synchronise()
  browser = await register(portal, hanako)
  talentId = (await portal.staff.records('talent'))[0]?.auth_user_id?.value ?? ''
})
afterEach(() => portal.staff.disarm())
afterAll(() => portal.stop())

const inKintone = (jobId: string) => portal.staff.records('application', `応募キー = "${talentId}:${jobId}"`)
const delivered = (path: string) =>
  eventually('the application in kintone', async () => {
    const page = await read(await browser.get(path))
    return !page.includes('送信中') && !page.includes('確認が必要') && page
  })
const pathOf = (response: Response) => (response.headers.get('location') ?? '').replace(/\?.*$/, '')

describe('applying', () => {
  test('before, the candidate sees what is sent and what is missing', async () => {
    const page = await read(await browser.get('/jobs/J-1/application/new'))
    expect(page).toContain('担当者に送られる内容')
    expect(page).toContain('hanako@example.com')
    expect(page).toContain('まだ入力されていない項目')
    expect(page).toContain('未入力：稼働可能時期、希望勤務日数、希望作業時間')
  })

  test('wishes count as given only when none of them is missing, and skills are sent with their years', async () => {
    await browser.post('/mypage/career', { 'skills.0.name': 'Go', 'skills.0.years': '3.5' })
    await browser.post('/mypage/preferences', { availableFrom: '2099-01-01', desiredWorkingDays: '5' })
    const some = await read(await browser.get('/jobs/J-1/application/new'))
    expect(some).toContain('未入力：希望作業時間')
    expect(some).toContain('Go 3.5年')
    await browser.post('/mypage/preferences', {
      availableFrom: '2099-01-01',
      desiredWorkingDays: '5',
      desiredHoursPerDay: '8',
    })
    expect(await read(await browser.get('/jobs/J-1/application/new'))).toContain('希望条件 入力済み')
  })

  test('one click makes one record, one letter, and a place on the own list', async () => {
    const response = await browser.post('/jobs/J-1/application', { message: '面談は平日の夜を希望します。' })
    expect(response.status).toBe(303)
    expect(await read(await browser.follow(response))).toContain('応募を受け付けました')
    expect(await delivered(pathOf(response))).toContain('応募済み')
    const records = await inKintone('J-1')
    expect(records).toHaveLength(1)
    expect(records[0]?.応募メッセージ?.value).toBe('面談は平日の夜を希望します。')
    expect(records[0]?.案件名?.value).toBe('J-1の開発')
    await portal.mailbox.letter(hanako.email, 'ご応募を受け付けました')
    expect(await read(await browser.get('/applications'))).toContain('J-1の開発')
  })

  test('an applied job leaves the list, and its page leads to the application', async () => {
    expect(await read(await browser.get('/jobs'))).not.toContain('J-1の開発')
    expect(await read(await browser.get('/jobs/J-1'))).toContain('応募の状況を見る')
  })

  test('two clicks at the same moment make one application', async () => {
    const answers = await Promise.all([browser.post('/jobs/J-2/application'), browser.post('/jobs/J-2/application')])
    expect(answers.map((answer) => answer.status)).toEqual([303, 303])
    expect(pathOf(answers[0] as Response)).toBe(pathOf(answers[1] as Response))
    await delivered(pathOf(answers[0] as Response))
    expect(await inKintone('J-2')).toHaveLength(1)
    await eventually('the letters', async () => {
      const letters = await portal.mailbox.to(hanako.email)
      return letters.filter((letter) => letter.text.includes('J-2')).length === 1
    })
  })

  test('a message that is too long is refused and kept', async () => {
    const response = await browser.post('/jobs/J-3/application', { message: 'あ'.repeat(2_001) })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('あ'.repeat(2_001))
  })

  test('a job that is unknown or closed cannot be applied to', async () => {
    expect((await browser.post('/jobs/J-404/application')).status).toBe(404)
    expect((await browser.get('/jobs/J-404/application/new')).status).toBe(404)
  })
})

describe('while kintone is away', () => {
  test('an application is kept, said to be on its way, and sent once when kintone is back', async () => {
    await portal.staff.arm({ name: 'kintone-unavailable' })
    const response = await browser.post('/jobs/J-3/application')
    const path = pathOf(response)
    expect(await read(await browser.follow(response))).toContain('受付済み（担当者へ送信中）')
    expect((await browser.get('/jobs')).status).toBe(200)
    expect((await browser.get('/jobs/J-4')).status).toBe(200)
    await portal.staff.disarm()
    await delivered(path)
    expect(await inKintone('J-3')).toHaveLength(1)
  })

  for (const fault of [
    'kintone-lost-answer',
    'kintone-invalid-json',
    'kintone-rate-limit',
    'kintone-lock',
    'kintone-reset',
  ]) {
    test(`${fault}: tried again until there is exactly one record`, async () => {
      const jobId = `F-${fault}`
      await portal.staff.add('job', jobFields(jobId))
      await portal.portal.synchronise()
      await portal.staff.arm({ name: fault, count: 2, path: '/k/v1/record.json' })
      const response = await browser.post(`/jobs/${jobId}/application`)
      await delivered(pathOf(response))
      expect(await inKintone(jobId)).toHaveLength(1)
    })
  }
})

describe('what staff do', () => {
  test('their status is shown, with considerate words for a refusal', async () => {
    const response = await browser.post('/jobs/J-4/application')
    await delivered(pathOf(response))
    const [record] = await inKintone('J-4')
    await portal.staff.change('application', record?.$id?.value ?? '', {
      対応状況: { value: '見送り' },
      見送り理由: { value: 'スキル不足' },
    })
    await portal.portal.synchronise()
    const page = await read(await browser.get(pathOf(response)))
    expect(page).toContain('見送り')
    expect(page).toContain('必要なスキルがより近い方')
    expect(page).not.toContain('スキル不足')
  })

  test('a withdrawn application can be sent again and keeps its record', async () => {
    const first = await browser.post('/jobs/J-5/application')
    await delivered(pathOf(first))
    const [record] = await inKintone('J-5')
    await portal.staff.change('application', record?.$id?.value ?? '', { 対応状況: { value: '応募取消し' } })
    await portal.portal.synchronise()
    const second = await browser.post('/jobs/J-5/application', { message: 'もう一度お願いします。' })
    expect(pathOf(second)).toBe(pathOf(first))
    await delivered(pathOf(second))
    const records = await inKintone('J-5')
    expect(records).toHaveLength(1)
    expect(records[0]?.対応状況?.value).toBe('応募済み')
  })
})

test('somebody else’s application is not found', async () => {
  const own = await browser.post('/jobs/J-6/application')
  const stranger = await register(portal, taro)
  expect((await stranger.get(pathOf(own))).status).toBe(404)
  expect((await stranger.get('/applications/not-an-id')).status).toBe(404)
})

test('a visitor is asked to sign in and comes back', async () => {
  const response = await portal.browser().get('/jobs/J-1/application/new')
  expect(response.headers.get('location')).toBe('/login?next=%2Fjobs%2FJ-1%2Fapplication%2Fnew')
})
