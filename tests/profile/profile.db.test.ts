import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Browser, read } from '../support/browser'
import { hanako } from '../support/cast'
import { eventually } from '../support/eventually'
import { openTestPortal, type TestPortal } from '../support/portal'
import { isReflected, register } from '../support/register'
import { jobFields } from '../support/staff'

let portal: TestPortal
let browser: Browser

beforeAll(async () => {
  portal = await openTestPortal()
  await portal.staff.add(
    'job',
    jobFields('J-GO', { スキル: ['Go'], 必須スキル: '・Goでの開発経験 3年以上', 掲載日: '2026-11-01' }),
  )
  await portal.staff.add(
    'job',
    jobFields('J-PHP', { スキル: ['PHP'], 必須スキル: '・PHPでの開発経験 3年以上', 掲載日: '2026-11-02' }),
  )
  await portal.portal.synchronise()
  browser = await register(portal, hanako)
})
afterAll(() => portal.stop())

const record = async () => (await portal.staff.records('talent'))[0]
const firstJob = async () => /id="job-(J-\w+)"/.exec(await (await browser.get('/jobs')).text())?.[1]
const reflected = () =>
  eventually('the profile in kintone', async () => isReflected(await read(await browser.get('/mypage'))))
const skill = (n: number, name: string, years: string) => ({ [`skills.${n}.name`]: name, [`skills.${n}.years`]: years })

describe('the career', () => {
  test('an empty profile has no score and is asked for a skill', async () => {
    const page = await read(await browser.get('/jobs'))
    expect(page).toContain('未判定')
    expect(page).toContain('スキル を教えてください')
    expect(page).toContain('新着順（マッチ度は未判定です）')
    expect(await firstJob()).toBe('J-PHP')
  })

  test('a skill moves the list and its reasons at once, and the kintone record within seconds', async () => {
    const saved = await browser.post('/mypage/career', skill(0, 'Go', '５'))
    expect(saved.headers.get('location')).toBe('/mypage/career?saved=1')
    expect(await firstJob()).toBe('J-GO')
    expect(await read(await browser.get('/jobs'))).toContain('担当者おすすめ・マッチ度が高い順')
    const detail = await read(await browser.get('/jobs/J-GO'))
    expect(detail).toContain('満たしています')
    expect(detail).toContain('あなたの記載： Go')
    await reflected()
    const table = (await record())?.スキル表?.value as unknown as { value: Record<string, { value: string }> }[]
    expect(table.map((row) => [row.value.スキル名?.value, row.value.経験年数?.value])).toEqual([['Go', '5']])
  })

  test('while kintone has not answered the page says so', async () => {
    await portal.staff.arm({ name: 'kintone-unavailable' })
    const page = await read(await browser.follow(await browser.post('/mypage/career', skill(0, 'Go', '6'))))
    expect(page).toContain('担当者への反映待ち')
    expect(await (await browser.get('/mypage/career')).text()).toContain('value="6"')
    await portal.staff.disarm()
    await reflected()
    expect(await read(await browser.get('/mypage'))).not.toContain('反映')
  })

  test('mistakes are told beside their rows, and everything typed is kept', async () => {
    const fields = {
      ...skill(0, 'Go', '5'),
      ...skill(3, 'PHP', '三年'),
      'workHistory.0.company': '',
      'workHistory.0.description': 'あ',
      portfolioUrl: 'javascript:alert(1)',
    }
    const response = await browser.post('/mypage/career', fields)
    const page = await response.text()
    expect(response.status).toBe(422)
    expect(page).toContain('id="skills-3-years-error"')
    expect(page).toContain('value="三年"')
    expect(page).toContain('会社・案件名を入力してください')
    expect(page).toContain('ポートフォリオのURLを')
    expect(page).toContain('<title>エラー：')
  })

  test('an empty row stays while something is wrong, and is not saved once nothing is', async () => {
    const typed = { ...skill(0, 'Go', '４年'), ...skill(1, '', ''), ...skill(2, 'PHP', '3年半') }
    const refused = await browser.post('/mypage/career', { ...typed, portfolioUrl: 'example' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('name="skills.1.name"')
    expect((await browser.post('/mypage/career', typed)).status).toBe(303)
    const page = await (await browser.get('/mypage/career')).text()
    expect([...page.matchAll(/id="skills-\d-years"[^>]*value="([^"]*)"/g)].map((found) => found[1])).toEqual([
      '4',
      '3.5',
    ])
  })

  test('a year to come, and work that ends before it begins, are refused with a reason', async () => {
    const response = await browser.post('/mypage/career', {
      ...skill(0, 'Go', '5'),
      'skills.0.lastUsedYear': '2099年',
      'workHistory.0.company': 'A社',
      'workHistory.0.startYear': '２０２４年',
      'workHistory.0.startMonth': '4',
      'workHistory.0.endYear': '2023',
      'workHistory.0.endMonth': '3',
    })
    const page = await read(response)
    expect(response.status).toBe(422)
    expect(page).toContain('最終使用年を今年')
    expect(page).toContain('終了年月には、開始年月と同じか、それより後の年月を')
  })

  test('the focus goes to the first field of a new row, and to 追加 after a removal', async () => {
    const focused = async (fields: Record<string, string>) => {
      const page = await (await browser.post('/mypage/career', { ...skill(0, 'Go', '5'), ...fields })).text()
      return [...page.matchAll(/<(?:input|button)[^>]* autofocus[ >][^>]*/g)].map(
        (tag) => /(?:id|value)="([^"]+)"/.exec(tag[0])?.[1],
      )
    }
    expect(await focused({ add: 'skills' })).toEqual(['skills-1-name'])
    expect(await focused({ add: 'workHistory' })).toEqual(['workHistory-0-company'])
    expect(await focused({ remove: 'skills.0' })).toEqual(['skills'])
    expect(await focused({ add: 'nonsense' })).toEqual([])
  })

  test('a row can be added and removed without saving anything', async () => {
    await reflected()
    const before = await record()
    const added = await (await browser.post('/mypage/career', { ...skill(0, 'Go', '5'), add: 'skills' })).text()
    expect(added).toContain('name="skills.1.name"')
    const removed = await (
      await browser.post('/mypage/career', { ...skill(0, 'Go', '5'), ...skill(1, 'PHP', ''), remove: 'skills.0' })
    ).text()
    expect(removed).not.toContain('name="skills.0.name"')
    expect(removed).toContain('value="PHP"')
    expect((await record())?.$revision?.value).toBe(before?.$revision?.value as string)
  })
})

describe('the profile and the preferences', () => {
  test('any width is accepted and stored in one form', async () => {
    await browser.post('/mypage/profile', {
      familyName: '山川',
      givenName: '花',
      familyNameKana: 'やまかわ',
      givenNameKana: 'ﾊﾅ',
      phone: '０９０−１２３４−５６７８',
      postalCode: '１０００００１',
      prefecture: '東京都',
      birthYear: '1990',
      birthMonth: '2',
      birthDay: '3',
    })
    await reflected()
    const talent = await record()
    const values = ['セイ', 'メイ', '電話番号', '郵便番号', '生年月日'].map((code) => talent?.[code]?.value)
    expect(values).toEqual(['ヤマカワ', 'ハナ', '090-1234-5678', '100-0001', '1990-02-03'])
  })

  test('a day that no calendar has is refused', async () => {
    const response = await browser.post('/mypage/profile', {
      familyName: '山川',
      givenName: '花',
      birthYear: '1990',
      birthMonth: '2',
      birthDay: '30',
    })
    expect(response.status).toBe(422)
    expect(await read(response)).toContain('生年月日を正しい日付で')
  })

  test('an empty name is told to be empty, a long one to be long, a sign to be a sign', async () => {
    const answer = async (familyName: string) =>
      read(await browser.post('/mypage/profile', { familyName, givenName: '花' }))
    expect(await answer('')).toContain('姓を入力してください')
    expect(await answer('')).not.toContain('50文字')
    expect(await answer('山'.repeat(51))).toContain('姓を50文字以内で入力してください')
    expect(await answer('山:川')).toContain('姓には記号 : / @ < > を使わずに')
  })

  test('a day in the past is no day to begin, unless it was saved when it was still to come', async () => {
    const response = await browser.post('/mypage/preferences', { availableFrom: '2020-01-01', desiredMonthlyRate: 'x' })
    expect(response.status).toBe(422)
    const page = await response.text()
    expect(page).toContain('稼働可能時期には今日以降の日付を')
    expect(page).toContain('href="#desiredMonthlyRate"')
    const { id = '' } = { id: (await record())?.$id?.value }
    await portal.staff.change('talent', id, { 稼働可能時期: { value: '2020-01-01' } })
    await portal.portal.synchronise()
    expect((await browser.post('/mypage/preferences', { availableFrom: '2020-01-01' })).status).toBe(303)
    await reflected()
  })

  test('preferences are saved, come back, and count', async () => {
    await browser.post('/mypage/preferences', {
      availableFrom: '2027-01-01',
      desiredMonthlyRate: '95万',
      desiredWorkingDays: '5',
      desiredWorkStyles: ['remote', 'hybrid'],
      desiredHoursPerDay: '8',
    })
    const page = await (await browser.get('/mypage/preferences')).text()
    expect(page).toContain('value="95"')
    await reflected()
    expect((await record())?.希望勤務日数?.value).toBe('週5')
    expect((await record())?.希望単価_月額?.value).toBe('95')
  })

  test('what staff change in the fields of another form stays when the candidate saves', async () => {
    await portal.staff.change('talent', (await record())?.$id?.value ?? '', {
      その他要望: { value: '担当者のメモ' },
      最寄駅: { value: '渋谷' },
    })
    await browser.post('/mypage/preferences', { desiredWorkingDays: '4' })
    await reflected()
    expect((await record())?.最寄駅?.value).toBe('渋谷')
    await portal.portal.synchronise()
    expect(await (await browser.get('/mypage/profile')).text()).toContain('value="渋谷"')
  })

  test('a save changes nothing but the own record', async () => {
    const response = await browser.post('/mypage/profile', {
      id: 'someone-else',
      familyName: '山川',
      givenName: '花',
      staffStatus: '退会',
      email: 'x@example.com',
    })
    expect(response.status).toBe(303)
    await reflected()
    expect((await record())?.ST?.value).toBe('')
    expect((await record())?.メールアドレス?.value).toBe(hanako.email)
  })
})
