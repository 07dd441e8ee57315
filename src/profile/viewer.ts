import type { TalentRow } from '../db/talents'

/** What the frame of a page shows of the person who looks at it; null for a visitor. */
export function viewerOf(talent: TalentRow | null): { familyName: string } | null {
  return talent && { familyName: talent.talent.familyName }
}
