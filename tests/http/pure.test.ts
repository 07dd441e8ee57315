import { describe, expect, test } from 'bun:test'
import { clientAddress } from '../../src/http/client-address'
import { accepts } from '../../src/http/compress'
import { formOf } from '../../src/http/form'
import { dayOrNull, digitsOnly, katakana, narrow, numberOrNull } from '../../src/http/normalise'
import { localPath } from '../../src/paths'

describe('the client’s address', () => {
  const headers = new Headers({ 'x-forwarded-for': '6.6.6.6, 1.2.3.4, 10.0.0.1' })
  test('is what the outermost trusted proxy saw, whatever the client claims', () => {
    expect(clientAddress(headers, '10.0.0.2', 2)).toBe('1.2.3.4')
    expect(clientAddress(headers, '10.0.0.2', 0)).toBe('10.0.0.2')
    expect(clientAddress(new Headers(), null, 1)).toBe('unknown')
  })
})

describe('typed text', () => {
  test('comes in any width', () => {
    expect(narrow('０９０−１２３')).toBe('090-123')
    expect(digitsOnly('〒１００−０００１')).toBe('1000001')
    expect(katakana('やまだ　ﾀﾛｳ')).toBe('ヤマダ タロウ')
  })
  test('is a number, nothing, or refused', () => {
    expect(numberOrNull('１，２００')).toBe(1200)
    expect(numberOrNull('  ')).toBeNull()
    expect(numberOrNull('三年')).toBeNaN()
  })
  test('is a day that exists, nothing, or refused', () => {
    expect(dayOrNull('2027/01/31')).toBe('2027-01-31')
    expect(dayOrNull('')).toBeNull()
    expect(dayOrNull('2027-02-30')).toBe('invalid')
  })
})

test('rows of a form are found by their numbers, with a bound', () => {
  const fields = new URLSearchParams('skills.7.name=a&skills.2.name=b&skills.x.name=c&other.1.name=d')
  expect(formOf(fields).rows('skills')).toEqual([2, 7])
  const many = new URLSearchParams(Array.from({ length: 500 }, (_, n) => [`skills.${n}.name`, 'a']))
  expect(formOf(many).rows('skills')).toHaveLength(60)
})

test('after signing in nobody is led to another site', () => {
  for (const path of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/a b',
    '',
    null,
  ]) {
    expect(localPath(path)).toBeNull()
  }
  expect(localPath('/jobs?page=2')).toBe('/jobs?page=2')
})

test('an encoding counts only when it is not refused', () => {
  expect(accepts('gzip, br;q=0.5', 'br')).toBe(true)
  expect(accepts('gzip, br;q=0', 'br')).toBe(false)
  expect(accepts(null, 'gzip')).toBe(false)
})

test('control characters never come out of a form', () => {
  const form = formOf(new URLSearchParams([['name', 'a\u0000b\u001bc\n\td']]))
  expect(form.text('name')).toBe('abc\n\td')
})
