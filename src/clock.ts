/** Time comes in as an argument everywhere; the server hands this in, tests hand in their own. */
export type Clock = () => Date

const tokyoDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' })

/** The calendar day in Asia/Tokyo, `YYYY-MM-DD`. */
export function dayInTokyo(now: Date): string {
  return tokyoDay.format(now)
}

/** The day by which kintone counts calls: it begins at 09:00 in Tokyo, so it is the date in UTC. `YYYY-MM-DD`. */
export function dayOfKintone(now: Date): string {
  return now.toISOString().slice(0, 10)
}
