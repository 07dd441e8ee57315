/** Whether a query failed because another row has the value already; drizzle wraps what the driver threw. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  return code === '23505' || isUniqueViolation(error.cause)
}
