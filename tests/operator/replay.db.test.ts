import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { findClosure } from '../../src/db/account-closures'
import { findDeadLetters } from '../../src/db/dead-letters'
import { insertLetter, markLetterRefused } from '../../src/db/letters'
import { accountClosures, talents } from '../../src/db/schema'
import { saveTalentRefusal } from '../../src/db/talents'
import { queueLetter } from '../../src/mail/queue-letter'
import { replayDeadLetters } from '../../src/operator/replay'
import { type Browser, read } from '../support/browser'
import { hanako } from '../support/cast'
import { eventually } from '../support/eventually'
import { openTestPortal, type TestPortal } from '../support/portal'
import { register } from '../support/register'
import { jobFields } from '../support/staff'
import { type Answer, command, overheard } from './cast'

let portal: TestPortal
let browser: Browser
let talentId: string

beforeAll(async () => {
  portal = await openTestPortal({ syncIntervalSeconds: 60 })
  browser = await register(portal, hanako)
  const [row] = await db().select({ id: talents.id }).from(talents)
  talentId = row?.id ?? ''
})
afterEach(() => portal.staff.disarm())
afterAll(() => portal.stop())

const db = () => portal.portal.database.db
const replay = async (words: string[] = [], answer?: Answer) => {
  const { terminal, said } = overheard(answer)
  const code = await replayDeadLetters(
    portal.portal,
    { flags: answer === undefined ? { yes: true } : {}, words },
    terminal,
  )
  return { code, ...said() }
}
const mypage = async () => read(await browser.get('/mypage'))

test('a refused application is listed with its code and goes out after the replay, once', async () => {
  const id = await portal.staff.add('job', jobFields('D-1'))
  await portal.portal.synchronise()
  await portal.staff.remove('job', id)
  await browser.post('/jobs/D-1/application')
  const [dead] = await eventually('the refusal', async () => {
    const { oldest } = await findDeadLetters(db())
    return oldest.length > 0 && oldest
  })
  expect(dead).toMatchObject({ kind: 'application', said: 'GAIA_LO04' })
  await portal.staff.add('job', jobFields('D-1'))
  const { code, out } = await replay()
  expect([code, out]).toEqual([0, expect.stringContaining(`application:${dead?.id}`)])
  await eventually('the application in kintone', async () => (await portal.staff.records('application')).length === 1)
  expect(await replay()).toMatchObject({ code: 0, out: 'There was nothing to send again.' })
  expect(await portal.staff.records('application')).toHaveLength(1)
})

test('a refused profile waits for a yes, then its owner sees it being sent', async () => {
  await portal.staff.arm({ name: 'kintone-unavailable', app: 'talent' })
  await browser.post('/mypage/career', { selfPr: 'はじめまして' })
  await saveTalentRefusal(db(), talentId, 'CB_VA01 record.主な実績_PR_職務経歴.value')
  expect(await mypage()).toContain('確認が必要')
  expect(await replay([], 'n')).toMatchObject({ code: 1, errors: 'Nothing was done.' })
  expect(await mypage()).toContain('確認が必要')
  const { code, out } = await replay([`talent:${talentId}`], 'yes')
  expect([code, out]).toEqual([0, expect.stringMatching(/record\.主な実績_PR_職務経歴\.value[\s\S]*Queued: 1/)])
  expect(out).not.toContain(hanako.familyName)
  expect(await mypage()).toContain('反映待ち')
  await portal.staff.disarm()
  await eventually('the profile in kintone', async () => {
    const [record] = await portal.staff.records('talent')
    return record?.主な実績_PR_職務経歴?.value === 'はじめまして'
  })
})

test('a refused letter goes to the account’s address; one to another address cannot, and leaves the list', async () => {
  await portal.staff.arm({ name: 'mail-rejected-address' })
  await queueLetter(portal.portal, { kind: 'welcome', userId: talentId, occasion: 'again' })
  const change = {
    key: 'change',
    kind: 'email-change-new',
    userId: talentId,
    aboutId: '',
    recipient: 'new@example.com',
  }
  await insertLetter(db(), change)
  await markLetterRefused(db(), change.key, 'MessageRejected')
  await eventually('the refusals', async () => (await findDeadLetters(db())).counts.letter === 2)
  await portal.staff.disarm()
  const before = (await portal.mailbox.all()).length
  const { code, out } = await replay()
  expect([code, out]).toEqual([1, expect.stringContaining('nobody knows its address any more')])
  await eventually('the letter', async () => (await portal.mailbox.all()).length > before)
  expect((await portal.mailbox.all()).slice(before)).toMatchObject([{ to: hanako.email }])
  expect((await findDeadLetters(db())).total).toBe(0)
})

test('a closure that kintone refused, and a task that was given up, are taken up again', async () => {
  const gone = { talentId: 'gone', email: 'gone@example.com', reason: 'その他', requestedAt: new Date('2026-11-01') }
  await db()
    .insert(accountClosures)
    .values({ ...gone, refusal: 'GAIA_IL01' })
  await portal.portal.queue.send(db(), 'record-read', { app: 'job', recordId: 999 }, { key: 'job:999' })
  const giveUp = sql`update pgboss.job set state = 'failed', retry_count = retry_limit where name = 'record-read' and state = 'completed'`
  const isGivenUp = async () => {
    await db().execute(giveUp)
    return (await findDeadLetters(db())).total === 2
  }
  await eventually('both dead letters', isGivenUp)
  const { code, out } = await replay()
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/closure:gone {2}GAIA_IL01[\s\S]*record-read gave up[\s\S]*Queued: 2/),
  ])
  await eventually('the closure', async () => (await findClosure(db(), 'gone'))?.completedAt)
  expect((await findDeadLetters(db())).total).toBe(0)
  expect((await replay()).out).toBe('There was nothing to send again.')
})

test('a task that made way for another of its work is no dead letter', async () => {
  await portal.staff.arm({ name: 'kintone-unavailable', app: 'talent' })
  const states = async () =>
    (await db().execute(sql`select state from pgboss.job where name = 'talent-write' and singleton_key = ${talentId}`))
      .rows
  await browser.post('/mypage/career', { selfPr: '一度目' })
  await eventually('its retry', async () => (await states()).some(({ state }) => state === 'retry'))
  await browser.post('/mypage/career', { selfPr: '二度目' })
  await eventually('the other one', async () => (await states()).some(({ state }) => state === 'failed'))
  expect((await findDeadLetters(db())).total).toBe(0)
  await portal.staff.disarm()
  await eventually('the profile in kintone', async () => {
    const [record] = await portal.staff.records('talent')
    return record?.主な実績_PR_職務経歴?.value === '二度目'
  })
})

test('replay of what is not there, or is no dead letter, is harmless; a misspelt word is refused', async () => {
  const words = ['talent:nobody', 'application:no-uuid', 'task:no-uuid', 'letter:none:1', 'closure:gone']
  const { code, out } = await replay(words)
  expect(code).toBe(0)
  for (const word of words) expect(out).toContain(`${word}: is not refused (any more)`)
  expect(await command('replay profile:1 --yes', {})).toMatchObject({
    code: 2,
    errors: expect.stringContaining('KIND:ID'),
  })
  expect(await command('replay', {})).toMatchObject({ code: 2, errors: expect.stringContaining('no terminal') })
  expect(await command('doctor talent', {})).toMatchObject({
    code: 2,
    errors: expect.stringContaining('talent: unknown'),
  })
})
