import { describe, expect, test } from 'bun:test'
import type { ApplicationRow } from '../../src/db/applications'
import { ApplicationDetailPage } from '../../views/applications/detail'
import { interviewWords } from '../../views/applications/status'
import { nextActor } from '../../views/applications/words'

const now = new Date('2026-11-22T03:00:00Z')
const application: ApplicationRow = {
  id: '3f0c1c9e-0000-4000-8000-000000000000',
  key: 't:J',
  talentId: 't',
  jobId: 'J',
  jobTitle: 'Goの開発',
  message: '',
  status: 'interview-set',
  declineReason: '',
  nextAction: '',
  answerDueOn: null,
  interviewAt: new Date('2026-11-25T05:00:00Z'),
  appliedAt: now,
  isUnsent: false,
  withdrawalReason: '',
  isOvertaken: false,
  version: 1,
  refusal: null,
  updatedAt: now,
  recordId: 1,
  revision: 1,
}
const page = (changes: Partial<ApplicationRow>) =>
  ApplicationDetailPage({
    viewer: { familyName: '山川' },
    application: { ...application, ...changes },
    events: [{ status: 'applied', occurredAt: now }],
    now,
    justDone: null,
  })

describe('an interview', () => {
  test('is told with its weekday, its time, in how many days, and whose turn it is', () => {
    expect(page({})).toContain('2026年11月25日(水) 14:00（3日後）')
    expect(page({})).toContain('あなた（面談への参加）')
  })

  test('is counted in days of the calendar in Tokyo', () => {
    const words = ['2026-11-22T14:00:00Z', '2026-11-22T15:30:00Z', '2026-11-22T02:00:00Z'].map((at) =>
      interviewWords(new Date(at), now).replace(/^.*（/, '（'),
    )
    expect(words).toEqual(['（今日）', '（明日）', '（終了）'])
    expect(interviewWords(null, now)).toBe('担当者からご連絡します')
  })

  test('once it is over, it is the staff’s turn', () => {
    expect(nextActor({ ...application, interviewAt: new Date('2026-11-20T05:00:00Z') }, now)).toContain('担当者')
    expect(nextActor({ ...application, status: 'declined' }, now)).toBeNull()
  })
})

test('what staff wrote as the next step is not shown once the candidate has left', () => {
  const nextAction = '面談の候補日をお知らせください'
  expect(page({ nextAction })).toContain(nextAction)
  expect(page({ nextAction, status: 'withdrawn' })).not.toContain(nextAction)
  expect(page({ nextAction, status: 'turned-down', isUnsent: true })).toContain('辞退受付済み（担当者へ送信中）')
})

test('a message is shown as it was written, and only shown', () => {
  const message = '・平日の夜\n・週末\n\n  よろしく<b>お願い</b>します。'
  expect(page({ message })).toContain(
    '<p class="as-written">・平日の夜\n・週末\n\n  よろしく&lt;b&gt;お願い&lt;/b&gt;します。</p>',
  )
})
