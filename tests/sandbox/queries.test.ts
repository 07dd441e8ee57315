import { beforeAll, expect, test } from 'bun:test'
import { clientOf, control, job, refusal, useSandbox } from './cast'

const sandbox = useSandbox({ seed: 'empty' })

beforeAll(async () => {
  await control(sandbox(), '/clock', { now: '2026-11-22T03:00:00Z', frozen: true })
  const records = [
    job('Q-1', { 掲載単価: 80, 掲載日: '2026-11-22', スキル: ['Go', 'AWS'], 概要: '決済の Backend', 業界: '保険' }),
    job('Q-2', { 掲載単価: 100, 掲載日: '2026-11-21', スキル: ['Java'], 概要: ' \n ' }),
    job('Q-3', { 掲載日: '2026-10-31', スキル: [], 概要: 'JavaScript の keyword', 業界: '製造' }),
  ]
  await clientOf(sandbox(), 'job').record.addRecords({ app: 2, records })
})

async function ids(query: string): Promise<string[]> {
  const { records } = await clientOf(sandbox(), 'job').record.getRecords({ app: 2, query, fields: ['案件ID'] })
  return records.map((record) => String(record.案件ID?.value))
}

const cases: [string, string[]][] = [
  ['', ['Q-3', 'Q-2', 'Q-1']],
  ['order by $id asc', ['Q-1', 'Q-2', 'Q-3']],
  ['案件ID = "Q-1"', ['Q-1']],
  ['案件ID != "Q-1" order by $id asc', ['Q-2', 'Q-3']],
  ['案件ID in ("Q-1", "Q-3") order by 案件ID desc', ['Q-3', 'Q-1']],
  ['掲載単価 >= "80" and 掲載単価 < 100', ['Q-1']],
  ['掲載単価 = ""', ['Q-3']],
  ['スキル in ("Go", "Java") order by $id asc', ['Q-1', 'Q-2']],
  ['スキル not in ("Java") order by $id asc', ['Q-1', 'Q-3']],
  ['スキル in ("")', ['Q-3']],
  ['業界 in ("") ', ['Q-2']],
  ['概要 is empty', ['Q-2']],
  ['概要 like "決済"', ['Q-1']],
  ['概要 like "backend"', ['Q-1']],
  ['掲載日 = TODAY()', ['Q-1']],
  ['掲載日 = YESTERDAY()', ['Q-2']],
  ['掲載日 >= FROM_TODAY(-7, DAYS) order by 掲載日 asc', ['Q-2', 'Q-1']],
  ['掲載日 = LAST_MONTH(LAST)', ['Q-3']],
  ['掲載日 = THIS_MONTH() order by $id asc', ['Q-1', 'Q-2']],
  ['作成日時 = TODAY() limit 1', ['Q-3']],
  ['作成日時 >= "2026-11-22T12:00:00+0900" limit 1 offset 2', ['Q-1']],
  ['作成日時 < NOW()', []],
  ['(案件ID = "Q-1" or 案件ID = "Q-2") and (掲載単価 > 90)', ['Q-2']],
  ['$id > 1 and 掲載単価 != "100"', ['Q-3']],
  ['案件ID　=　"Q-2"', ['Q-2']],
  ['order by 掲載単価 desc, $id asc', ['Q-2', 'Q-1', 'Q-3']],
]

for (const [query, expected] of cases) {
  test(`the query 「${query}」 finds ${expected.join(', ') || 'nothing'}`, async () => {
    expect(await ids(query)).toEqual(expected)
  })
}

const refused: [string, string][] = [
  ["案件ID = 'Q-1'", 'CB_VA01'],
  ['案件ID =', 'CB_VA01'],
  ['案件ID = "a\tb"', 'CB_VA01'],
  ['not (案件ID = "a")', 'CB_VA01'],
  ['掲載単価 > 1e3', 'CB_VA01'],
  ['limit 501', 'GAIA_QU01'],
  ['offset 10001', 'GAIA_QU02'],
  ['limit -1', 'CB_VA01'],
  ['無い = "x"', 'GAIA_IQ11'],
  ['constructor = "x"', 'GAIA_IQ11'],
  ['order by __proto__ asc', 'GAIA_IQ11'],
  ['掲載単価 like "1"', 'GAIA_IQ03'],
  ['スキル = "Go"', 'GAIA_IQ03'],
  ['スキル in ("COBOLT")', 'GAIA_IQ10'],
  ['スキル = "COBOLT"', 'GAIA_IQ10'],
  ['作成者 in ("nobody")', 'GAIA_IL26'],
  ['掲載日 = THIS_MONTH(32)', 'GAIA_IQ23'],
  ['掲載日 = FROM_TODAY(1, HOURS)', 'GAIA_IQ25'],
  ['掲載日 = TODAY(1)', 'GAIA_IL08'],
  ['表.案件ID = "x"', 'GAIA_IR02'],
]

for (const [query, code] of refused) {
  test(`the query 「${query}」 is refused with ${code}`, async () => {
    expect((await refusal(ids(query).then(String))).code).toBe(code)
  })
}

test('conditions on a table joined by and must hold in one row', async () => {
  const { record } = clientOf(sandbox(), 'talent')
  const skill = (name: string, years: string) => ({ value: { スキル名: { value: name }, 経験年数: { value: years } } })
  const talent = (id: string, rows: unknown[]) => ({
    auth_user_id: { value: id },
    メールアドレス: { value: `${id}@example.com` },
    スキル表: { value: rows },
  })
  await record.addRecords({
    app: 1,
    records: [
      talent('one', [skill('Go', '8')]),
      talent('two', [skill('Go', '1'), skill('Java', '8')]),
      talent('none', []),
    ],
  })
  const found = async (query: string) => {
    const { records } = await record.getRecords({ app: 1, query: `${query} order by $id asc` })
    return records.map((one) => one.auth_user_id?.value)
  }
  expect(await found('スキル名 in ("Go") and 経験年数 >= 5')).toEqual(['one'])
  expect(await found('スキル名 not in ("Java")')).toEqual(['one'])
  expect((await refusal(found('スキル名 = "Go"').then(String))).code).toBe('GAIA_IQ07')
})

test('like can be switched to whole words', async () => {
  await control(sandbox(), '/settings', { like: 'word' })
  expect(await ids('概要 like "key"')).toEqual([])
  expect(await ids('概要 like "keyword"')).toEqual(['Q-3'])
  expect(await ids('概要 like "決"')).toEqual([])
  await control(sandbox(), '/settings', { like: 'substring' })
  expect(await ids('概要 like "key"')).toEqual(['Q-3'])
})
