import { describe, expect, test } from 'bun:test'
import { type ApplicationStatus, departureFrom } from '../../src/applications/application'
import { stepFor } from '../../src/services/kintone/write-application'

const wanted = (status: ApplicationStatus, message = 'よろしくお願いします') => ({
  key: 't:J',
  talentId: 't',
  jobId: 'J',
  message,
  status,
  withdrawalReason: '',
})
const found = (status: ApplicationStatus, message = 'よろしくお願いします') => ({ status, message })

describe('the way out', () => {
  test('is a withdrawal before anybody met, a turning down after that, and none once it is settled', () => {
    const ways = (statuses: ApplicationStatus[]) => statuses.map(departureFrom)
    expect(ways(['applied', 'screening'])).toEqual(['withdrawn', 'withdrawn'])
    const later: ApplicationStatus[] = ['scheduling', 'interview-set', 'awaiting-result']
    expect(ways(later)).toEqual(['turned-down', 'turned-down', 'turned-down'])
    expect(ways(['engaged', 'declined', 'withdrawn', 'turned-down'])).toEqual([null, null, null, null])
  })
})

describe('over a record that is there', () => {
  test('a withdrawal is written where the selection has not begun, and becomes a turning down where it has', () => {
    expect(stepFor(wanted('withdrawn'), found('screening'))).toEqual({ step: 'depart', departure: 'withdrawn' })
    expect(stepFor(wanted('withdrawn'), found('interview-set'))).toEqual({ step: 'depart', departure: 'turned-down' })
    expect(stepFor(wanted('turned-down'), found('screening'))).toEqual({ step: 'depart', departure: 'turned-down' })
  })

  test('what staff decided stands, and what is done already is not done again', () => {
    expect(stepFor(wanted('withdrawn'), found('engaged'))).toEqual({ step: 'leave', isOvertaken: true })
    expect(stepFor(wanted('turned-down'), found('declined'))).toEqual({ step: 'leave', isOvertaken: true })
    expect(stepFor(wanted('withdrawn'), found('withdrawn'))).toEqual({ step: 'leave', isOvertaken: false })
    expect(stepFor(wanted('applied'), found('screening'))).toEqual({ step: 'leave', isOvertaken: false })
  })

  test('a withdrawn one is opened again, and one that never heard of the withdrawal gets the new message', () => {
    expect(stepFor(wanted('applied'), found('withdrawn'))).toEqual({ step: 'reopen' })
    expect(stepFor(wanted('applied', '二度目です'), found('applied'))).toEqual({ step: 'rewrite-message' })
    expect(stepFor(wanted('applied'), found('applied'))).toEqual({ step: 'leave', isOvertaken: false })
  })
})
