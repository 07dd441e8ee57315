import { foldText } from './fold'

/**
 * A text as a model may read it, whatever it is dressed up as: folded, without invisible characters and marks, in Latin
 * letters where others only look like them; where it differs also with spaced letters closed up, digits read as letters,
 * katakana as hiragana, and what stands in it as base64.
 */
export function readings(text: string): string[] {
  const plain = plainly(text)
  const closed = closedUp(plain)
  return [...new Set([plain, closed, withoutDigits(closed), inHiragana(closed), ...decoded(text).map(plainly)])]
}

const plainly = (text: string) =>
  withoutLookalikes(foldText(text).replace(/[\p{Cf}\p{Me}]|(?![\u3099\u309a])\p{Mn}/gu, '')).replace(/\s+/g, ' ')

/** Cyrillic, Greek and others that are drawn like Latin letters. */
const lookalikes: Record<string, string> = {
  ...{ а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', і: 'i', ѕ: 's', ј: 'j', һ: 'h', ԁ: 'd', ԛ: 'q', ԝ: 'w' },
  ...{ к: 'k', м: 'm', т: 't', в: 'b', н: 'h', ո: 'n', ս: 'u', ɡ: 'g', ı: 'i', ʀ: 'r', ɪ: 'i', ɴ: 'n' },
  ...{ α: 'a', ε: 'e', ο: 'o', ρ: 'p', ν: 'v', τ: 't', ι: 'i', κ: 'k', υ: 'u', χ: 'x' },
}
const lookalike = new RegExp(`[${Object.keys(lookalikes).join('')}]`, 'g')
const withoutLookalikes = (text: string) => text.replace(lookalike, (letter) => lookalikes[letter] ?? letter)

/** 「指・示・を・無・視」, `i g n o r e`: single letters with something between each two of them. */
const closedUp = (text: string) =>
  text.replace(/(?<!\p{L})\p{L}(?:[ _.,・*~|/-]{1,2}\p{L}(?!\p{L})){3,}/gu, (spaced) =>
    spaced.replace(/[ _.,・*~|/-]/g, ''),
  )

const digits: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' }
const withoutDigits = (text: string) => text.replace(/[013457@$]/g, (digit) => digits[digit] ?? digit)

const inHiragana = (text: string) =>
  text.replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))

/** Pieces of a text that are looked at; nobody has so many by chance. */
const mostDecoded = 20

function decoded(text: string): string[] {
  const pieces = text.match(/[A-Za-z0-9+/_-]{20,4000}={0,2}/g) ?? []
  return pieces.slice(0, mostDecoded).map((piece) => Buffer.from(piece, 'base64').toString('utf8'))
}
