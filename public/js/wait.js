/** How long a 429 asks one to wait, in the words of the pages. */
export function waitingTime(headers) {
  const seconds = Number(headers.get('Retry-After')) || 10
  if (seconds < 90) return `${seconds}秒`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 90 ? `約${minutes}分` : `約${Math.ceil(minutes / 60)}時間`
}
