import { foldText } from './fold'

const vowels = ['a', 'i', 'u', 'e', 'o']
/** Rows of the syllabary; what people write in more than one way is a choice. */
const rows: Record<string, string> = {
  ...{
    '': 'アイウエオ',
    k: 'カキクケコ',
    g: 'ガギグゲゴ',
    s: 'サ_スセソ',
    z: 'ザ_ズゼゾ',
    t: 'タ__テト',
    d: 'ダ__デド',
  },
  ...{
    n: 'ナニヌネノ',
    h: 'ハヒ_ヘホ',
    b: 'バビブベボ',
    p: 'パピプペポ',
    m: 'マミムメモ',
    y: 'ヤ_ユ_ヨ',
    r: 'ラリルレロ',
    w: 'ワ___ヲ',
  },
}
const special: Record<string, string> = {
  ...{ シ: '(?:sh|s)i', ジ: '(?:j|z)i', チ: '(?:ch|t)i', ツ: 't?su', フ: '[fh]u', ヂ: '(?:j|d|z)i', ヅ: '(?:z|dz)u' },
  ...{
    ン: '[nm]',
    シャ: 'sh?y?a',
    シュ: 'sh?y?u',
    ショ: 'sh?y?o',
    ジャ: '(?:j|zy|jy)a',
    ジュ: '(?:j|zy|jy)u',
    ジョ: '(?:j|zy|jy)o',
  },
  ...{ チャ: '(?:ch|ty)a', チュ: '(?:ch|ty)u', チョ: '(?:ch|ty)o' },
}
const single = new Map(
  Object.entries(rows).flatMap(([consonant, row]) =>
    [...row].map((kana, at): [string, string] => [kana, `${consonant}${vowels[at] ?? ''}`]),
  ),
)

/**
 * A pattern for a name in Latin letters as people spell it (Hepburn, Kunrei, with long vowels or without), from its
 * kana; null for what is no kana. Over lower case, and without word boundaries.
 */
export function romajiPattern(kana: string): string | null {
  const name = foldText(kana).replace(/[\u3041-\u3096]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0x60))
  let pattern = ''
  for (let at = 0; at < name.length; ) {
    const [two, one] = [name.slice(at, at + 2), name.charAt(at)]
    const contracted = special[two] ?? contractedOf(two)
    if (contracted !== null) [pattern, at] = [pattern + contracted, at + 2]
    else {
      const syllable = syllableAt(one, pattern)
      if (syllable === null) return null
      ;[pattern, at] = [pattern + syllable, at + 1]
    }
  }
  return pattern === '' ? null : pattern
}

/** キャ: the consonant of キ with a y. */
function contractedOf([first = '', second = '']: Iterable<string> & string): string | null {
  const small = { ャ: 'a', ュ: 'u', ョ: 'o' }[second]
  const consonant = small === undefined ? undefined : single.get(first)?.slice(0, -1)
  return consonant === undefined ? null : `${consonant}y${small}`
}

/** @param before the pattern so far, for what lengthens or doubles. */
function syllableAt(kana: string, before: string): string | null {
  if (kana === 'ー') return 'h?'
  // Whatever consonant follows, twice or as tch.
  if (kana === 'ッ') return '[a-z]?'
  if ((kana === 'ウ' || kana === 'オ') && /o$/.test(before)) return '[uoh]?'
  if (kana === 'ウ' && /u$/.test(before)) return '[uh]?'
  return special[kana] ?? single.get(kana) ?? null
}
