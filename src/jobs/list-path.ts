import { localPath, paths } from '../paths'

/** As long as a list can be that was narrowed by everything there is. */
const longestPath = 4_000

/** The way back to a list as it was narrowed, from what an address or a form says of it; the whole list otherwise. */
export function listPathOf(typed: string | null): string {
  const path = localPath(typed, longestPath)
  return path === paths.jobs() || path?.startsWith(`${paths.jobs()}?`) ? path : paths.jobs()
}
