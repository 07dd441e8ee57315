import type { TalentRow } from '../db/talents'

/** Whether kintone has what the candidate saved; `conflict`: the candidate has to choose first. */
export type SyncState = 'delivered' | 'sending' | 'needs-attention' | 'conflict'

export function syncStateOf(row: TalentRow): SyncState {
  if (Object.keys(row.conflicts).length > 0) return 'conflict'
  if (row.refusal !== null) return 'needs-attention'
  return Object.keys(row.unsentFields).length > 0 ? 'sending' : 'delivered'
}
