import type { Children } from '@kitajs/html'
import type { EvaluationState } from '../../src/jobs/ranking'
import type { Suggestion } from '../../src/matching/explain'
import type { Match, RequirementVerdict, Verdict } from '../../src/matching/score'
import { paths } from '../../src/paths'
import { BandWord, ScoreRing } from '../ui/score'

const verdictWords: Record<Verdict, string> = {
  met: '満たしています',
  adjacent: '近い経験があります',
  not_found: '記載がありません',
  contradicted: '満たしていません',
}

type MatchProps = { match: Match; evaluation: EvaluationState | null; suggestions: Suggestion[]; children?: Children }

/** Why this score: every requirement with the words of both sides, what stands against, and what would change it. */
export function MatchSection({ match, evaluation, suggestions, children }: MatchProps) {
  return (
    <section class="card score" aria-labelledby="match">
      <h2 class="h" id="match">
        あなたとのマッチ度
      </h2>
      <div class="top">
        <ScoreRing score={match.score} isBig />
        <div class="stack tight">
          <p>
            <BandWord score={match.score} /> {match.score === null ? '' : <EvaluationBadge evaluation={evaluation} />}
          </p>
          {match.score === null ? (
            <p class="muted">
              プロフィールに判定できる内容がまだありません。<a href={paths.career()}>スキルを書く</a>と点数が出ます。
            </p>
          ) : (
            <p class="muted">
              <span safe>{rangeWords(match)}</span>
              <span safe>{evaluationWords(match, evaluation ?? 'provisional')}</span>
              <a href={paths.howMatchingWorks()}>計算のしくみ</a>
            </p>
          )}
        </div>
      </div>
      <Axes match={match} />
      {match.score === null ? (
        ''
      ) : (
        <p class="muted">
          マッチ度は「できる」の点が土台です。希望にすべて合えばその点のまま、合わないほど下がり、まったく合わないと7割になります。
        </p>
      )}
      {match.blockers.length > 0 && (
        <div class="stack tight">
          <h3 class="h">希望条件と合わない点</h3>
          <ul class="blockers">
            {match.blockers.map((blocker) => (
              <li safe>{blocker}</li>
            ))}
          </ul>
        </div>
      )}
      <Requirements title="必須の条件" requirements={match.requirements.filter(({ kind }) => kind === 'must')} />
      <Requirements title="あると良い条件" requirements={match.requirements.filter(({ kind }) => kind === 'want')} />
      <Suggestions suggestions={suggestions} />
      {match.score === null ? null : (children as 'safe')}
    </section>
  )
}

/** The badges that the list has; nothing where the rules have settled it all. */
function EvaluationBadge({ evaluation }: Pick<MatchProps, 'evaluation'>) {
  switch (evaluation) {
    case 'evaluated':
      return (
        <span class="badge" data-kind="ai">
          AI評価済み
        </span>
      )
    case 'settled':
      return ''
    default:
      return <span class="badge">暫定</span>
  }
}

function rangeWords({ low, high }: Match): string {
  return low === high ? '' : `分からない点があるため、${low}〜${high}点の幅があります。`
}

/** True of every score, whether a model will be asked, may not be or cannot. */
function evaluationWords({ requirements }: Match, evaluation: EvaluationState): string {
  switch (evaluation) {
    case 'evaluated':
      return requirements.some(({ isByModel }) => isByModel)
        ? 'ルールで判定できない条件を、AIが経歴の文から判定しました。'
        : 'AIが経歴の文から判定しましたが、ルールの判定は変わりませんでした。'
    case 'settled':
      return 'AIで確かめる点がなかったため、ルールだけで計算しました。'
    case 'provisional':
      return 'ルールだけで計算した点数で、AIの評価は加わっていません。'
  }
}

function Axes({ match }: { match: Match }) {
  return (
    <ul class="why">
      <Axis name="できる" points={match.can} note="必須・歓迎の条件と、あなたの経験" />
      <Axis name="働きたい" points={match.want} note="単価・日数・場所などと、あなたの希望条件" />
    </ul>
  )
}

function Axis({ name, points, note }: { name: string; points: number | null; note: string }) {
  return (
    <li>
      <span safe>{name}</span>
      <svg class="mbar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect class="t" width="100" height="4" />
        <rect class="v" width={String(points ?? 0)} height="4" />
      </svg>
      <span class="n">
        {points === null ? '未判定' : points}
        {points !== null && <small>点</small>}
      </span>
      <span class="d" safe>
        {note}
      </span>
    </li>
  )
}

function Requirements({ title, requirements }: { title: string; requirements: RequirementVerdict[] }) {
  if (requirements.length === 0) return ''
  return (
    <div class="stack tight">
      <h3 class="h" safe>
        {title}
      </h3>
      <ul class="verdicts">
        {requirements.map(({ text, verdict, evidence, note }) => (
          <li data-verdict={verdict}>
            <p class="need" safe>
              {text}
            </p>
            <p class="verdict">
              <b safe>{verdictWords[verdict]}</b>
              {note ? <span safe>{`　${note}`}</span> : null}
            </p>
            {evidence ? (
              <p class="evidence">
                あなたの記載：<q safe>{evidence}</q>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Suggestions({ suggestions }: { suggestions: Suggestion[] }) {
  if (suggestions.length === 0) return ''
  return (
    <div class="tip">
      <p>
        <b>点数が変わる入力</b>
      </p>
      <ul>
        {suggestions.map(({ kind, label, from, to }) => (
          <li>
            <a href={kind === 'preference' ? paths.preferences() : paths.career()} safe>
              {label}
            </a>
            <span class="n" safe>{` ${from ?? '未判定'}→${to}点`}</span>
          </li>
        ))}
      </ul>
      <p class="muted">実際の経験と希望だけを書いてください。</p>
    </div>
  )
}
