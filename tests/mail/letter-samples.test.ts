import { describe, expect, test } from 'bun:test'
import { writers } from '../../src/mail/letters'
import { samples } from '../../tools/dev/letter-samples'

/** RFC 5322: longer lines are broken or refused on the way. */
const maximumLineBytes = 998
/** Only the HTML part has a head with the name; only the text part has a rule above the foot. */
const ofOnePart = ['PRO WORKS', '――――――――――']
const address = /https?:\/\/[^\s<>"'）」]+/g

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'", '#34': '"' }
const unescaped = (text: string) => text.replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole)
const unique = (list: string[]) => [...new Set(list)].sort()

/** What somebody reads of a page, a line for every block. */
function readHtml(html: string): string {
  const body = html.replace(/<head>.*?<\/head>/s, '')
  return unescaped(body.replace(/<br\s*\/?>|<\/?(p|div|a|span|h\d|li|td|tr)\b[^>]*>/g, '\n').replace(/<[^>]+>/g, ''))
}

const sentencesOf = (text: string) =>
  text
    .replace(address, '')
    .split(/\n|(?<=。)/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '' && !ofOnePart.includes(sentence))

const linksOf = (text: string) => unique(text.match(address) ?? [])
const hrefsOf = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, url]) => unescaped(url ?? ''))

test('every kind of letter has a sample', () => {
  for (const kind of Object.keys(writers)) expect(Object.keys(samples)).toContain(kind)
})

describe.each(Object.entries(samples))('the letter %s', (_, compose) => {
  const { subject, text, html } = compose()

  test('says whom it is from in its subject, on one line', () => {
    expect(subject).toMatch(/^【PRO WORKS】[^\r\n]+$/)
  })

  test('says the same sentences in both parts', () => {
    expect(sentencesOf(text).length).toBeGreaterThan(3)
    expect(sentencesOf(readHtml(html))).toEqual(sentencesOf(text))
  })

  test('leads to the same addresses from both parts', () => {
    expect(unique([...hrefsOf(html), ...linksOf(readHtml(html))])).toEqual(linksOf(text))
  })

  test('has no line too long for a mail', () => {
    for (const line of text.split('\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(maximumLineBytes)
    expect(text).toEndWith('\n')
  })

  test('leaves nothing unresolved and names its language', () => {
    for (const part of [subject, text, html]) expect(part).not.toMatch(/undefined|\bnull\b|NaN|\[object/)
    expect(html).toStartWith('<!doctype html><html lang="ja">')
  })
})
