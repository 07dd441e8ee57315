import { expect, test } from 'bun:test'
import { mannWhitney, quantile } from '../../bench/statistics'

test('quantiles lie between the values around them', () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5)
  expect(quantile([1, 2, 3, 4, 5], 0.95)).toBeCloseTo(4.8)
  expect(quantile([7], 0.95)).toBe(7)
})

// The p-values are SciPy's: mannwhitneyu(a, b, method='asymptotic').
test('the test of Mann and Whitney finds what SciPy finds', () => {
  const { auc, p } = mannWhitney([19, 22, 16, 29, 24], [20, 11, 17, 12])
  expect(auc).toBe(17 / 20)
  expect(p).toBeCloseTo(0.11134688653314041, 6)
})

test('equal values share their ranks', () => {
  const { auc, p } = mannWhitney([1, 2, 2, 3, 5, 5], [2, 3, 4, 5, 6, 7, 7])
  expect(auc).toBe(9.5 / 42)
  expect(p).toBeCloseTo(0.11105494577590766, 6)
  expect(mannWhitney([1, 1], [1, 1])).toEqual({ auc: 0.5, p: 1 })
})

test('samples that do not overlap are told apart, in either direction', () => {
  const low = Array.from({ length: 200 }, (_, index) => index)
  const high = low.map((value) => value + 200)
  expect(mannWhitney(high, low).auc).toBe(1)
  expect(mannWhitney(low, high).auc).toBe(0)
  expect(mannWhitney(low, high).p).toBeLessThan(1e-60)
  expect(mannWhitney(low, low).p).toBe(1)
})
