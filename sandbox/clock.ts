const hourMs = 3_600_000

/** The sandbox's time: the real one, moved or stopped by the control endpoint. */
export type Clock = {
  now(): Date
  /** Milliseconds added to the real time. */
  shift(ms: number): void
  set(at: Date, frozen: boolean): void
  reset(): void
}

export function createClock(source: () => Date): Clock {
  let offsetMs = 0
  let frozenAt: Date | undefined
  return {
    now: () => frozenAt ?? new Date(source().getTime() + offsetMs),
    shift(ms) {
      if (frozenAt) frozenAt = new Date(frozenAt.getTime() + ms)
      else offsetMs += ms
    },
    set(at, frozen) {
      frozenAt = frozen ? at : undefined
      offsetMs = at.getTime() - source().getTime()
    },
    reset() {
      offsetMs = 0
      frozenAt = undefined
    },
  }
}

/** kintone keeps minutes: seconds are always 00. */
export const toMinute = (at: Date): string => `${at.toISOString().slice(0, 16)}:00Z`

export const toSecond = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`

/** Calendar date in Asia/Tokyo, which has no summer time. */
export const tokyoDate = (at: Date): string => new Date(at.getTime() + 9 * hourMs).toISOString().slice(0, 10)

/** The instant a date begins in Asia/Tokyo. */
export const tokyoMidnight = (date: string): number => Date.parse(`${date}T00:00:00Z`) - 9 * hourMs

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 24 * hourMs).toISOString().slice(0, 10)
