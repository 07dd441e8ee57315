import { expect, test } from 'bun:test'
import type { App } from '../../sandbox/kintone/app'
import { KintoneError } from '../../sandbox/kintone/errors'
import { compile } from '../../sandbox/kintone/query/compile'
import { parseQuery } from '../../sandbox/kintone/query/parse'
import { fuzzApp } from './query-reference'

const context = { now: new Date('2026-11-22T03:00:00Z'), user: 'Administrator', likeMode: 'substring' as const }

type Operand = '=' | '<' | 'in' | 'like' | 'is empty'
const operands: readonly Operand[] = ['=', '<', 'in', 'like', 'is empty']

/** What each type can be asked in kintone, with a value of the type. */
const types: Record<string, readonly [string, ...Operand[]]> = {
  RECORD_NUMBER: ['1', '=', '<', 'in'],
  NUMBER: ['1', '=', '<', 'in'],
  CALC: ['1', '=', '<', 'in'],
  CREATED_TIME: ['2026-11-22T00:00:00Z', '=', '<'],
  UPDATED_TIME: ['2026-11-22T00:00:00Z', '=', '<'],
  DATE: ['2026-11-22', '=', '<'],
  TIME: ['10:00', '=', '<'],
  DATETIME: ['2026-11-22T00:00:00Z', '=', '<'],
  SINGLE_LINE_TEXT: ['あ', '=', 'in', 'like'],
  LINK: ['あ', '=', 'in', 'like'],
  MULTI_LINE_TEXT: ['あ', 'like', 'is empty'],
  RICH_TEXT: ['あ', 'like', 'is empty'],
  FILE: ['あ', 'like', 'is empty'],
  CHECK_BOX: ['甲', 'in'],
  RADIO_BUTTON: ['甲', 'in'],
  DROP_DOWN: ['甲', 'in'],
  MULTI_SELECT: ['甲', 'in'],
  USER_SELECT: ['Administrator', 'in'],
  ORGANIZATION_SELECT: ['営業', 'in'],
  GROUP_SELECT: ['everyone', 'in'],
  CREATOR: ['Administrator', 'in'],
  MODIFIER: ['Administrator', 'in'],
  STATUS_ASSIGNEE: ['Administrator', 'in'],
  STATUS: ['未着手', '=', 'in'],
}

const options = { 甲: { label: '甲', index: '0' } }
const settings: App = {
  ...fuzzApp.settings,
  properties: Object.fromEntries(
    Object.keys(types).map((type) => [
      type,
      { type, code: type, label: type, ...(/BOX|BUTTON|DOWN|MULTI_S/.test(type) && { options }) },
    ]),
  ),
}

const turned: Record<Operand, string> = {
  '=': '!=',
  '<': '>=',
  in: 'not in',
  like: 'not like',
  'is empty': 'is not empty',
}

function answer(text: string): string {
  try {
    compile(settings, parseQuery(text).where, context)
    return 'allowed'
  } catch (error) {
    return error instanceof KintoneError ? error.code : String(error)
  }
}

for (const [type, [value, ...allowed]] of Object.entries(types)) {
  test(`${type} can be asked with ${allowed.join(', ')} and nothing else`, () => {
    for (const operand of operands) {
      for (const operator of [operand, turned[operand]]) {
        const written = operand === 'is empty' ? '' : operand === 'in' ? `("${value}")` : `"${value}"`
        const expected = allowed.includes(operand) ? 'allowed' : 'GAIA_IQ03'
        expect([operator, answer(`${type} ${operator} ${written}`)]).toEqual([operator, expected])
      }
    }
  })
}
