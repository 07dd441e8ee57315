import type { Band } from '../../src/matching/band'
import { bandOf } from '../../src/matching/band'

const bandWords: Record<Band, string> = {
  great: 'とても合う',
  good: '合う',
  partial: '一部合う',
  other: '合う点が少ない',
}

/** Circumference 100, so that the score is the length of the arc. */
const radius = '15.9155'

export function ScoreRing({ score, isBig = false }: { score: number | null; isBig?: boolean }) {
  const label = score === null ? 'マッチ度はまだ判定できません' : `マッチ度 ${score}点（100点満点）`
  const band = score === null ? 'none' : bandOf(score)
  return (
    <div class="ring" data-band={band} data-size={isBig ? 'big' : undefined} role="img" aria-label={label}>
      <svg viewBox="0 0 36 36" fill="none" stroke-width="3.5" aria-hidden="true">
        <circle class="t" cx="18" cy="18" r={radius} />
        {score !== null && score > 0 && (
          <circle class="v" cx="18" cy="18" r={radius} stroke-dasharray={`${score} 100`} />
        )}
      </svg>
      <b aria-hidden="true">
        {score === null ? (
          <span class="dash">—</span>
        ) : (
          <span>
            {score}
            <small>点</small>
          </span>
        )}
      </b>
    </div>
  )
}

export function BandWord({ score }: { score: number | null }) {
  if (score === null)
    return (
      <span class="band" data-band="none">
        未判定
      </span>
    )
  const band = bandOf(score)
  return (
    <span class="band" data-band={band} safe>
      {bandWords[band]}
    </span>
  )
}
