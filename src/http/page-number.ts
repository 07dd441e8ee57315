/** The page an address asks for; nonsense is the first. */
export function pageNumber(text: string | null): number {
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : 1
}
