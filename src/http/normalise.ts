/** Input in any width is accepted and brought into one form here; see the field table in docs/glossary.md. */

/** Digits, letters and signs: full width becomes half width, the minus sign becomes a hyphen. */
export function narrow(text: string): string {
  return text.normalize('NFKC').replaceAll('−', '-').trim()
}

/** Names keep their characters (髙, 﨑); only runs of spaces are folded. */
export function foldSpaces(text: string): string {
  return text.replace(/[\s\u3000]+/g, ' ').trim()
}

/** フリガナ: hiragana and half-width kana become full-width katakana. */
export function katakana(text: string): string {
  const wide = foldSpaces(text.normalize('NFKC'))
  return wide.replace(/[ぁ-ゖ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 96))
}

export function digitsOnly(text: string): string {
  return narrow(text).replace(/[^0-9]/g, '')
}

/** Null for empty text, NaN for what is no number: the form's check refuses NaN. */
export function numberOrNull(text: string): number | null {
  const value = narrow(text).replaceAll(',', '')
  if (value === '') return null
  return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN
}

export const orNull = (text: string) => (text === '' ? null : text)

/** Several lines: line ends as \n, no spaces at the ends. */
export function multiline(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim()
}

/** Null for no text, the day itself when a calendar has it, 'invalid' otherwise: the form's check refuses that. */
export function dayOrNull(text: string): string | null {
  const day = narrow(text).replaceAll('/', '-')
  if (day === '') return null
  const date = new Date(`${day}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
    ? day
    : 'invalid'
}
