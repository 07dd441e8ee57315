const tokyoOffsetMs = 9 * 3_600_000

/** A stored instant as the value of a datetime-local field, in Asia/Tokyo. */
export function localDateTime(instant: string): string {
  const at = Date.parse(instant)
  return Number.isNaN(at) ? '' : new Date(at + tokyoOffsetMs).toISOString().slice(0, 16)
}

/** The same for reading. */
export const shownTime = (instant: string): string => localDateTime(instant).replace('T', ' ')

/** What a datetime-local field sends, as kintone takes it. */
export const toInstant = (local: string): string => (local === '' ? '' : `${local.slice(0, 16)}+09:00`)
