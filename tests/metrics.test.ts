import { expect, test } from 'bun:test'
import { openMetrics } from '../src/metrics'

const now = new Date('2026-11-23T00:30:00Z')

test('a minute is one line for each set of dimensions, in the form that CloudWatch reads', () => {
  const metrics = openMetrics()
  metrics.observe('Latency', { Group: 'read' }, 12)
  metrics.observe('Latency', { Group: 'read' }, 15)
  metrics.increase('Failures', { Group: 'read' })
  metrics.set('Calls', { App: 'job' }, 1)
  metrics.set('Calls', { App: 'job' }, 7)
  const directive = (dimensions: string[], list: [string, string][]) => ({
    Timestamp: now.getTime(),
    CloudWatchMetrics: [
      { Namespace: 'ProWorks', Dimensions: [dimensions], Metrics: list.map(([Name, Unit]) => ({ Name, Unit })) },
    ],
  })
  const [reading, calls] = metrics.take(now)
  expect(reading).toEqual({
    _aws: directive(
      ['Group'],
      [
        ['Latency', 'Milliseconds'],
        ['Failures', 'Count'],
      ],
    ),
    Group: 'read',
    Latency: [12, 15],
    Failures: 1,
  })
  expect(calls).toEqual({ _aws: directive(['App'], [['Calls', 'Count']]), App: 'job', Calls: 7 })
})

test('nothing is said when nothing happened', () => {
  const metrics = openMetrics()
  metrics.increase('Failures', {})
  expect(metrics.take(now)).toHaveLength(1)
  expect(metrics.take(now)).toEqual([])
})

test('of very many values an even sample is kept', () => {
  const metrics = openMetrics(() => 0.25)
  for (let ms = 1; ms <= 1_000; ms += 1) metrics.observe('Latency', {}, ms)
  const [line] = metrics.take(now)
  expect(line?.Latency).toHaveLength(100)
  expect(line?.Latency).toContain(399)
  expect(line?.Latency).not.toContain(1_000)
})
