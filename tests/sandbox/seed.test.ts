import { expect, test } from 'bun:test'
import { clientOf, control, useSandbox } from './cast'

const sandbox = useSandbox({ seed: 'demo', now: () => new Date('2027-02-01T03:00:00Z') })
test('the demonstration is loaded in full', async () => {
  const counts = await Promise.all(
    (['talent', 'job', 'application', 'recommendation', 'inquiry', 'announcement'] as const).map(
      async (name, index) => {
        const { totalCount } = await clientOf(sandbox(), name).record.getRecords({ app: index + 1, totalCount: true })
        return totalCount
      },
    ),
  )
  expect(counts).toEqual(['32', '160', '60', '40', '4', '3'])
})

test('dates move by the days since the base date', async () => {
  const { records } = await clientOf(sandbox(), 'job').record.getRecords({ app: 2, query: '案件ID = "PW-2026-0001"' })
  // 2026-08-03 and 2026-10-22T09:48Z, 71 days later.
  expect(records[0]?.掲載日?.value).toBe('2026-10-13')
  expect(records[0]?.更新日時?.value).toBe('2027-01-01T09:48:00Z')
})

test('months of a work history move by whole months and stay on the first', async () => {
  const { records } = await clientOf(sandbox(), 'talent').record.getRecords({ app: 1, query: '$id = 1' })
  const history = records[0]?.職歴表
  const row = history?.type === 'SUBTABLE' ? history.value[0]?.value : undefined
  expect(row?.開始年月?.value).toBe('2023-07-01')
})

test('nothing was changed later than now', async () => {
  const { records } = await clientOf(sandbox(), 'recommendation').record.getRecords({
    app: 4,
    query: '更新日時 > NOW()',
  })
  expect(records).toEqual([])
})

test('a reset empties the data, or seeds it anew', async () => {
  const { record } = clientOf(sandbox(), 'job')
  await control(sandbox(), '/reset', {})
  expect((await record.getRecords({ app: 2 })).records).toEqual([])
  await control(sandbox(), '/reset', { seed: 'demo' })
  expect((await record.getRecords({ app: 2, totalCount: true })).totalCount).toBe('160')
})
