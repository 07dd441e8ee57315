import { isRope } from 'bun:jsc'
import { expect, test } from 'bun:test'
import { flat } from '../views/flat'

test('kept markup is one piece, and the same', () => {
  const pieces = ['<p>', '単価', ' <b>90万円</b>', '</p>', '𠮷']
  let markup = ''
  for (const piece of pieces) markup += piece
  expect(isRope(markup)).toBe(true)
  const kept = flat(markup)
  expect(isRope(kept)).toBe(false)
  expect(kept).toBe(pieces.join(''))
})
