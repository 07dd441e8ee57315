import { timingSafeEqual } from 'node:crypto'

/** Compares in constant time. Never true without an expected secret. */
export function isSameSecret(given: string, expected: string | null): boolean {
  if (expected === null) return false
  const [a, b] = [given, expected].map((text) => new Bun.CryptoHasher('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}
