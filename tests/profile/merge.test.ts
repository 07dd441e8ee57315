import { describe, expect, test } from 'bun:test'
import {
  editableFields,
  fingerprint,
  isSameValue,
  mergeTalent,
  type Pending,
  sendableFields,
} from '../../src/profile/merge'
import { readSeen, writeSeen } from '../../src/profile/seen'
import { emptyTalent, type Talent } from '../../src/profile/talent'

const base: Talent = { ...emptyTalent('t'), phone: '03-0000-0000', address: '東京都', email: 'a@example.com' }
const skill = (name: string, rowId: string | null) => ({ rowId, name, years: 3, lastUsedYear: null, level: null })
const pending = (changes: Partial<Talent>, rest: Partial<Pending> = {}): Pending => ({
  talent: { ...base, ...changes },
  unsentFields: Object.fromEntries(Object.keys(changes).map((field) => [field, 2])),
  bases: Object.fromEntries(Object.keys(changes).map((field) => [field, [base[field as keyof Talent]]])),
  conflicts: {},
  ...rest,
})

describe('a merge by field', () => {
  test('takes each side’s change where only that side made one', () => {
    const merged = mergeTalent({ ...base, address: '大阪府' }, pending({ phone: '090-1111-1111' }))
    expect(merged.talent).toMatchObject({ phone: '090-1111-1111', address: '大阪府' })
    expect(sendableFields(merged)).toEqual(['phone'])
    expect(merged.conflicts).toEqual({})
  })

  test('is settled where both made the same change, whatever number kintone gave to a row', () => {
    const mine = pending({ phone: '090-1111-1111', skills: [skill('Go', null)] })
    const merged = mergeTalent({ ...base, phone: '090-1111-1111', skills: [skill('Go', '12')] }, mine)
    expect(merged).toMatchObject({ unsentFields: {}, bases: {}, conflicts: {} })
    expect(merged.talent.skills[0]?.rowId).toBe('12')
  })

  test('keeps the candidate’s value and asks where both changed a field differently', () => {
    const merged = mergeTalent({ ...base, phone: '06-2222-2222' }, pending({ phone: '090-1111-1111' }))
    expect(merged.talent.phone).toBe('090-1111-1111')
    expect(merged.conflicts).toEqual({ phone: '06-2222-2222' })
    expect(sendableFields(merged)).toEqual([])
    const again = mergeTalent({ ...base, phone: '06-3333-3333' }, merged)
    expect(again.conflicts).toEqual({ phone: '06-3333-3333' })
  })

  test('knows a value of the candidate’s own whose answer was lost', () => {
    const mine = pending({ phone: '090-2222-2222' }, { bases: { phone: [base.phone, '090-1111-1111'] } })
    const merged = mergeTalent({ ...base, phone: '090-1111-1111' }, mine)
    expect(merged.conflicts).toEqual({})
    expect(sendableFields(merged)).toEqual(['phone'])
  })

  test('never asks about what the portal itself keeps', () => {
    const merged = mergeTalent({ ...base, email: 'staff@example.com' }, pending({ email: 'new@example.com' }))
    expect(merged.conflicts).toEqual({})
    expect(merged.talent.email).toBe('new@example.com')
  })

  test('takes a stop of mail or AI from staff, and no consent that the candidate did not give', () => {
    const mine = { ...pending({}), talent: { ...base, wantsMail: false, allowsAi: false, termsConsent: '2026-11-01' } }
    const ticked = mergeTalent({ ...base, wantsMail: true, allowsAi: true, termsConsent: '' }, mine)
    expect(ticked.talent).toMatchObject({ wantsMail: false, allowsAi: false, termsConsent: '2026-11-01' })
    expect(sendableFields(ticked)).toEqual(['wantsMail', 'allowsAi', 'termsConsent'])
    const agreed = { ...mine, talent: { ...base, wantsMail: true, allowsAi: true } }
    const stopped = mergeTalent({ ...base, wantsMail: false, allowsAi: false }, agreed)
    expect(stopped).toMatchObject({ talent: { wantsMail: false, allowsAi: false }, unsentFields: {} })
  })

  test('agrees with a reference for every mixture of changes', () => {
    const values = ['a', 'b', 'c']
    const fields = ['phone', 'address', 'selfPr'] as const
    const [started = 'a'] = values
    for (const mine of values)
      for (const theirs of values)
        for (const field of fields) {
          const start = { ...base, [field]: started }
          const isMineChanged = mine !== started
          const row: Pending = {
            talent: { ...start, [field]: mine },
            unsentFields: isMineChanged ? { [field]: 1 } : {},
            bases: isMineChanged ? { [field]: [started] } : {},
            conflicts: {},
          }
          const merged = mergeTalent({ ...start, [field]: theirs }, row)
          const isConflict = isMineChanged && theirs !== started && theirs !== mine
          expect(merged.talent[field]).toBe(isMineChanged ? mine : theirs)
          expect(field in merged.conflicts).toBe(isConflict)
          expect(sendableFields(merged)).toEqual(isMineChanged && theirs === started ? [field] : [])
        }
  })
})

describe('what a form showed', () => {
  test('is told from its mark, in whatever order the names of a row come back', () => {
    const [first, second] = [
      { name: 'Go', years: 3, rowId: '1' },
      { years: 3, rowId: null, name: 'Go' },
    ]
    expect(fingerprint([first])).toBe(fingerprint([second]))
    expect(isSameValue([first], [second])).toBe(true)
    expect(fingerprint('03')).not.toBe(fingerprint('3'))
    expect(fingerprint(null)).not.toBe(fingerprint(''))
  })

  test('survives the way through the form, and nonsense is nothing', () => {
    const seen = readSeen(writeSeen({ phone: '03', skills: [] }))
    expect(seen.get('phone')).toBe(fingerprint('03'))
    expect(seen.get('skills')).toBe(fingerprint([]))
    expect(readSeen('"><script> : ::').size).toBe(0)
  })

  test('covers every field of a talent but those that are no form’s', () => {
    const others = ['id', 'email', 'isClosed', 'wantsMail', 'allowsAi', 'termsConsent']
    expect([...editableFields, ...others].sort()).toEqual(Object.keys(emptyTalent('t')).sort())
  })
})
