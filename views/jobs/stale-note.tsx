import { ageWord } from '../format'

/** Said while kintone cannot be read: what is shown may have changed since. */
export function StaleNote({ staleMs }: { staleMs: number | null }) {
  if (staleMs === null) return ''
  return (
    <p class="stale">
      <b safe>{`${ageWord(staleMs)}の情報です。`}</b>最新の募集状況は、応募のあとに担当者が確認します。
    </p>
  )
}
