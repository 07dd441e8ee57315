/** What the driver or the network called the failure of a query, e.g. `42P01`, `ECONNREFUSED`; null for another error. */
export function databaseCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : databaseCode(error.cause)
}

/** Whether a query failed because another row has the value already; drizzle wraps what the driver threw. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  return code === '23505' || isUniqueViolation(error.cause)
}
