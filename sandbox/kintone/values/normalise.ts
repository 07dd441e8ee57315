/** Normalised plain decimal, or undefined when the text is no number. "1.5e1" → "15", " 42 " → "42". */
export function normaliseNumber(text: string): string | undefined {
  const found = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text.trim())
  if (!found) return undefined
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found
  if (whole === '' && fraction === '') return undefined
  const shift = Number(exponent)
  const digits = whole + fraction
  const point = whole.length + shift
  const padded = point < 0 ? '0'.repeat(-point) + digits : digits.padEnd(point, '0')
  const left = padded.slice(0, Math.max(point, 0)).replace(/^0+(?=\d)/, '') || '0'
  const right = padded.slice(Math.max(point, 0))
  const number = right === '' ? left : `${left}.${right}`
  return sign === '-' && /[1-9]/.test(number) ? `-${number}` : number
}

/** YYYY-MM-DD from YYYY, YYYY-MM, YYYY-M-D; a missing or zero month or day becomes 01. */
export function normaliseDate(text: string): string | undefined {
  const found = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(text.trim())
  if (!found) return undefined
  const [, year = '', month = '01', day = '01'] = found
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date) ? date : undefined
}

export function normaliseTime(text: string): string | undefined {
  const found = /^(\d{1,2}):(\d{1,2})(?::\d{1,2})?$/.exec(text.trim())
  if (!found) return undefined
  const [, hour = '', minute = ''] = found
  if (Number(hour) > 23 || Number(minute) > 59) return undefined
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
}

const dateTime = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/

/** Milliseconds of an ISO instant; a bare date is UTC midnight. */
export function parseInstant(text: string): number | undefined {
  const found = dateTime.exec(text.trim())
  if (!found?.[1] || normaliseDate(found[1]) === undefined) return undefined
  const zone = (found[3] ?? 'Z').replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')
  const at = Date.parse(`${found[1]}T${found[2] ?? '00:00'}:00${zone}`)
  return Number.isNaN(at) ? undefined : at
}

export function normaliseDateTime(text: string): string | undefined {
  const at = parseInstant(text)
  return at === undefined ? undefined : `${new Date(at).toISOString().slice(0, 16)}:00Z`
}
