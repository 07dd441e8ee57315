import { expect, test } from 'bun:test'
import { openFootprint } from '../src/footprint'

function looks(cpuSeconds: number[]): boolean[] {
  let cpuMs = 0
  let hasShrunk = false
  const shrink = () => {
    hasShrunk = true
  }
  const look = openFootprint({ cpuMs: () => cpuMs, shrink })
  return cpuSeconds.map((seconds) => {
    hasShrunk = false
    cpuMs += seconds * 1_000
    look()
    return hasShrunk
  })
}

test('memory is given back at the first rest after the start, and after a rush, never during one', () => {
  expect(looks([2, 0.1, 0.1, 9, 9, 0.2, 0.1])).toEqual([false, true, false, false, false, true, false])
})

test('a little work, or the workers’ own, is no reason to', () => {
  expect(looks([0.1, 3, 0.1, 3, 0.1, ...Array.from({ length: 10 }, () => 0.3)]).slice(1)).not.toContain(true)
})

test('what the workers took adds up', () => {
  expect(looks([0.1, ...Array.from({ length: 60 }, () => 0.3)]).filter(Boolean)).toHaveLength(2)
})
