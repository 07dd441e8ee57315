import { LRUCache } from 'lru-cache'
import { and, type Bits, count, countBoth, union } from './bits'
import type { FacetIndex } from './facet-index'
import { type FacetName, facetNames, unstated } from './facets'
import { type Filters, writeFilters } from './filters'

/** How many jobs each value of a facet would show, with every other condition as it is. */
export type FacetCounts = Record<FacetName, Map<string, number>>
type Condition = FacetName | 'search' | 'new'
export type Selection = {
  bits: Bits
  total: number
  counts: FacetCounts
  newCount: number
  /** Which condition to drop, and what that would show: only when nothing is left. */
  relaxations: { drop: Condition; total: number }[]
  /** What each condition would show by itself: only when no single one is in the way. */
  alone: { keep: Condition; total: number }[]
}

type Asked = {
  filters: Filters
  /** Jobs this person's list may show at all. */
  eligible: Bits
  /** Jobs the search words find; null without any. */
  found: Bits | null
  today: string
}

/** Narrows by every facet and counts each of them without itself. */
export function selectJobs(index: FacetIndex, asked: Asked): Selection {
  const { eligible, today } = asked
  const fresh = freshJobs(index, today)
  const choices = new Map(facetNames.map((name) => [name, choicesOf(index, name, today)]))
  const conditions = conditionsOf(index, asked)
  const without = (left: string) =>
    [...conditions].reduce((bits, [name, condition]) => (name === left ? bits : and(bits, condition)), eligible)
  const bits = without('')
  const total = count(bits)
  const counts = Object.fromEntries(
    facetNames.map((name) => {
      const base = conditions.has(name) ? without(name) : bits
      return [name, new Map([...(choices.get(name) ?? [])].map(([value, set]) => [value, countBoth(base, set)]))]
    }),
  ) as FacetCounts
  const names = total > 0 ? [] : [...conditions.keys()]
  const relaxations = largest(names.map((drop) => ({ drop, total: count(without(drop)) })))
  const single = () => [...conditions].map(([keep, condition]) => ({ keep, total: countBoth(eligible, condition) }))
  return {
    bits,
    total,
    counts,
    newCount: countBoth(conditions.has('new') ? without('new') : bits, fresh),
    relaxations,
    alone: total > 0 || relaxations.length > 0 ? [] : largest(single()),
  }
}

const largest = <T extends { total: number }>(ways: T[]): T[] =>
  ways.filter(({ total }) => total > 0).sort((a, b) => b.total - a.total)

/** Selections that are remembered; at 100,000 jobs one is some 40 kB. */
const selectionsKept = 100

/**
 * Selects as selectJobs does, and remembers: paging, another order and other people with the same jobs before them ask
 * for the same again.
 */
export function openSelector(): typeof selectJobs {
  const kept = new LRUCache<string, Selection>({ max: selectionsKept })
  return (index, asked) => {
    const { filters, eligible, found, today } = asked
    const conditions = String(writeFilters({ ...filters, sort: 'recommended' }))
    const sets = `${Bun.hash(eligible)} ${found === null ? '' : Bun.hash(found)}`
    const key = `${index.changes()} ${today} ${sets} ${conditions}`
    const selection = kept.get(key) ?? selectJobs(index, asked)
    kept.set(key, selection)
    return selection
  }
}

/** How many jobs are left, without counting any facet. */
export function countJobs(index: FacetIndex, asked: Asked): number {
  return count(
    [...conditionsOf(index, asked).values()].reduce((bits, condition) => and(bits, condition), asked.eligible),
  )
}

function conditionsOf(index: FacetIndex, { filters, found, today }: Asked): Map<Condition, Bits> {
  const conditions = new Map<Condition, Bits>()
  for (const name of facetNames) {
    const chosen = filters.chosen[name]
    if (chosen === undefined) continue
    const choices = choicesOf(index, name, today)
    const sets = chosen.flatMap((value) => choices.get(value) ?? [])
    conditions.set(name, union(sets, index.words()))
  }
  if (found !== null) conditions.set('search', found)
  if (filters.isNewOnly) conditions.set('new', freshJobs(index, today))
  return conditions
}

/** The values a person may choose. Months of a start become 今月まで, 来月, その先, as seen from today. */
const choicesOf = (index: FacetIndex, name: FacetName, today: string): ReadonlyMap<string, Bits> =>
  name === 'start' ? dayView(index, today).starts : index.sets(name)

const freshJobs = (index: FacetIndex, today: string): Bits => dayView(index, today).fresh

/** Whose deadline has not passed; a job is listed through its last day. Not to be changed: it is everybody's. */
export const listedJobs = (index: FacetIndex, today: string): Bits => dayView(index, today).listed

/** What depends on the day, made once for it and for the jobs as they are. */
type DayView = { key: string; listed: Bits; fresh: Bits; starts: ReadonlyMap<string, Bits> }
const dayViews = new WeakMap<FacetIndex, DayView>()

function dayView(index: FacetIndex, today: string): DayView {
  const key = `${index.changes()} ${today}`
  const found = dayViews.get(index)
  if (found?.key === key) return found
  const view = { key, listed: listedOn(index, today), fresh: freshOn(index, today), starts: startsFrom(index, today) }
  dayViews.set(index, view)
  return view
}

function startsFrom(index: FacetIndex, today: string): ReadonlyMap<string, Bits> {
  const [thisMonth, nextMonth] = [today.slice(0, 7), monthAfter(today)]
  const kinds = Map.groupBy(index.sets('start'), ([month]) => {
    if (month === unstated) return unstated
    if (month <= thisMonth) return 'soon'
    return month === nextMonth ? 'next' : 'later'
  })
  const together = (months: [string, Bits][]) =>
    union(
      months.map(([, bits]) => bits),
      index.words(),
    )
  return new Map([...kinds].map(([kind, months]) => [kind, together(months)]))
}

/** NEW for as many days, the day of publication included. */
const freshDays = 14

function freshOn(index: FacetIndex, today: string): Bits {
  const oldest = new Date(Date.parse(`${today}T00:00:00Z`) - (freshDays - 1) * 86_400_000).toISOString().slice(0, 10)
  const sets = [...index.byPublishedOn()].flatMap(([day, bits]) =>
    day !== unstated && day >= oldest && day <= today ? [bits] : [],
  )
  return union(sets, index.words())
}

function monthAfter(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`
}

function listedOn(index: FacetIndex, today: string): Bits {
  const sets = [...index.byDeadline()].flatMap(([day, bits]) => (day === unstated || day >= today ? [bits] : []))
  return union(sets, index.words())
}
