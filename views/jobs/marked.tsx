import { escapeHtml } from '@kitajs/html'
import type { Excerpt, Segment } from '../../src/jobs/highlight'
import type { SearchedField } from '../../src/jobs/search-text'

/** A text with the words in it that a search found. */
export function Marked({ segments }: { segments: Segment[] }) {
  return <>{segments.map(({ text, isHit }) => (isHit ? <mark safe>{text}</mark> : escapeHtml(text)))}</>
}

const fieldLabels: Record<SearchedField, string> = {
  title: '案件名',
  mustSkills: '必須スキル',
  overview: '業務内容',
  nearestStation: '最寄駅',
  wantSkills: 'あると良いスキル',
  environment: '開発環境',
  notes: '備考',
  positions: '職種',
  features: '特徴',
  phases: '担当工程',
  industry: '業界',
  prefecture: '都道府県',
  area: '勤務地',
  period: '期間',
  skills: 'スキル',
}

/** Where a search found a job when the title does not say. */
export function FoundIn({ excerpt }: { excerpt: Excerpt | null }) {
  if (excerpt === null) return ''
  return (
    <p class="found sk">
      <b safe>{`${fieldLabels[excerpt.field]}：`}</b>
      <Marked segments={excerpt.segments} />
    </p>
  )
}
