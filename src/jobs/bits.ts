/** A set of slots, one bit each. Sets of one catalogue have the same length. */
export type Bits = Uint32Array

export const bitsFor = (slots: number): Bits => new Uint32Array((slots + 31) >>> 5)
export const hasBit = (bits: Bits, slot: number): boolean => (((bits[slot >>> 5] ?? 0) >>> (slot & 31)) & 1) === 1
export function setBit(bits: Bits, slot: number): void {
  bits[slot >>> 5] = (bits[slot >>> 5] ?? 0) | (1 << (slot & 31))
}
export function clearBit(bits: Bits, slot: number): void {
  bits[slot >>> 5] = (bits[slot >>> 5] ?? 0) & ~(1 << (slot & 31))
}

/** A longer set with the same members. */
export function grown(bits: Bits, slots: number): Bits {
  const longer = bitsFor(slots)
  longer.set(bits)
  return longer
}

export function and(a: Bits, b: Bits): Bits {
  const result = new Uint32Array(a.length)
  for (let word = 0; word < a.length; word += 1) result[word] = (a[word] ?? 0) & (b[word] ?? 0)
  return result
}

export function andNot(a: Bits, b: Bits): Bits {
  const result = new Uint32Array(a.length)
  for (let word = 0; word < a.length; word += 1) result[word] = (a[word] ?? 0) & ~(b[word] ?? 0)
  return result
}

/** The union of sets, in a new one of this length. */
export function union(sets: readonly Bits[], length: number): Bits {
  const result = new Uint32Array(length)
  for (const set of sets)
    for (let word = 0; word < set.length; word += 1) result[word] = (result[word] ?? 0) | (set[word] ?? 0)
  return result
}

export function eachMember(bits: Bits, work: (slot: number) => void): void {
  for (let at = 0; at < bits.length; at += 1)
    for (let word = bits[at] ?? 0; word !== 0; word &= word - 1) work(at * 32 + 31 - Math.clz32(word & -word))
}

/** The members of a set in the order of a list of slots, from one place to before another. */
export function membersBetween(order: Uint32Array, members: Bits, start: number, end: number): number[] {
  const slots: number[] = []
  let place = 0
  for (let at = 0; at < order.length && place < end; at += 1) {
    const slot = order[at] ?? 0
    if (!hasBit(members, slot)) continue
    if (place >= start) slots.push(slot)
    place += 1
  }
  return slots
}

/** How many members two sets share. */
export function countBoth(a: Bits, b: Bits): number {
  let count = 0
  for (let word = 0; word < a.length; word += 1) count += population((a[word] ?? 0) & (b[word] ?? 0))
  return count
}

export function count(bits: Bits): number {
  let total = 0
  for (let word = 0; word < bits.length; word += 1) total += population(bits[word] ?? 0)
  return total
}

/** Set bits of a 32-bit word, in parallel (Hacker's Delight, 5-1). */
function population(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
