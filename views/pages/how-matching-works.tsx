import { jobsToEvaluate } from '../../src/matching/evaluate'
import { canShare, combine, farthestMove, unwantedShare } from '../../src/matching/score'
import { paths } from '../../src/paths'
import { Page, type Viewer } from '../ui/layout'

const example = { can: 80, want: 50 }
const points = (can: number, want: number) => Math.round(100 * combine(can / 100, want / 100))

export type HowMatchingWorksProps = {
  viewer: Viewer
  engineVersion: string
  /** How the model is asked; null where none is. */
  promptVersion: string | null
}

export function HowMatchingWorksPage({ viewer, engineVersion, promptVersion }: HowMatchingWorksProps): string {
  return (
    <Page title="マッチ度のしくみ" viewer={viewer} isIndexed>
      <div class="wrap narrow">
        <h1>マッチ度のしくみ</h1>
        <section class="card prose" aria-labelledby="axes">
          <h2 class="h" id="axes">
            2つの軸で計算します
          </h2>
          <p>
            <b>できる</b>
            ：案件の必須・歓迎の条件（スキル、年数、最近使っているか、担当工程、業界）と、あなたのスキル・職務経歴を比べます。点数の大部分を占めます。
          </p>
          <p>
            <b>働きたい</b>
            ：単価、稼働日数、時間、働き方と出社、場所、参画時期、応募したくない会社と、あなたの希望条件を比べます。合わない点があると点数が下がり、その点を表示します。案件を隠すことはありません。
          </p>
        </section>
        <section class="card prose" aria-labelledby="formula">
          <h2 class="h" id="formula">
            マッチ度の計算
          </h2>
          <p>
            <b safe>{`マッチ度 ＝ できる ×（${canShare} ＋ ${tenths(1 - canShare)} × 働きたいの割合）`}</b>
          </p>
          <p>
            「できる」の点が土台です。希望条件にすべて合う案件では、その点がそのままマッチ度になります。合わない点があるほど下がり、まったく合わない案件では「できる」の点の
            <span>{canShare * 10}割</span>
            になります。希望に合うだけで、経験の合わない案件の点が高くなることはありません。
          </p>
          <p>
            例：「できる」が<span>{example.can}</span>点、「働きたい」が<span>{example.want}</span>点の案件
          </p>
          <ul>
            <li
              safe
            >{`${example.can} ×（${canShare} ＋ ${tenths(1 - canShare)} × ${example.want / 100}）＝ ${points(example.can, example.want)}点`}</li>
            <li
              safe
            >{`希望にすべて合えば ${points(example.can, 100)}点、まったく合わなければ ${points(example.can, 0)}点`}</li>
          </ul>
          <p>
            希望条件が未入力の項目は、合うかどうか分からないため0点として計算し、点数の幅を上に広げます。応募したくない会社の案件は、計算した点の
            <span>{unwantedShare * 10}割</span>にします。
          </p>
        </section>
        <section class="card prose" aria-labelledby="range">
          <h2 class="h" id="range">
            点数には幅があります
          </h2>
          <p>
            書かれていない情報があると、点数の幅が広がります。書かれていないことを理由に、点数を上げることはありません。
          </p>
          <p>
            ひとつの条件に、自動で判定できない部分（「うち2年は…」「3プロジェクト以上」など）が含まれるときは、ほかの部分を満たしていても「満たしています」とは表示しません。
          </p>
          <p>判定できる内容がプロフィールにまだないときは、点数を出しません。</p>
        </section>
        {promptVersion === null ? null : <AboutAi />}
        <section class="card prose" aria-labelledby="unused">
          <h2 class="h" id="unused">
            使わない情報
          </h2>
          <p>
            お名前、生年月日、性別、国籍、住所、電話番号、メールアドレス、学校名は計算に使いません。職歴の空白期間も点数に影響しません。
          </p>
        </section>
        <section class="card prose" aria-labelledby="bands">
          <h2 class="h" id="bands">
            点数の目安
          </h2>
          <p>80点以上「とても合う」、60点以上「合う」、40点以上「一部合う」、それより低い場合「合う点が少ない」。</p>
        </section>
        <p class="muted" safe>
          {promptVersion === null
            ? `計算のルールの版：${engineVersion}（AIは使っていません）`
            : `計算のルールの版：${engineVersion}　AIへの質問の版：${promptVersion}`}
        </p>
      </div>
    </Page>
  ) as string
}

/** What is left to a model, what it is shown, and how far its word goes. */
function AboutAi() {
  return (
    <section class="card prose" aria-labelledby="ai">
      <h2 class="h" id="ai">
        AIに任せるのは、ルールで読めない条件だけです
      </h2>
      <p>
        まず、すべての案件をルールで計算します。そのうえで、合う順に<span>{jobsToEvaluate}件</span>
        までの案件について、ルールでは判定できない条件（「テスト戦略の策定」など）だけを、AI（Google
        Gemini）に判定させます。
      </p>
      <ul>
        <li>
          AIは点数をつけません。条件ごとに「満たす・近い・記載がない・満たさない」のどれかと、根拠になった経歴の文を答えます。点数はルールが計算し直します。
        </li>
        <li>
          根拠の文があなたの経歴にないとき、条件と関係のない文のときは、その判定を使いません。経験年数はAIに数えさせません。
        </li>
        <li>
          AIの判定で点数が動くのは、ルールの点から上下<span>{farthestMove}点</span>までです。
        </li>
        <li>
          AIに送るのは、条件に関係する経歴の文だけです。お名前、ふりがな、生年月日、年齢、性別、国籍、住所、電話番号、メールアドレス、学校名、会社名の欄、ファイル名は送りません。文の中に書かれていても伏せます。
        </li>
        <li>
          経歴や案件の文がAIに指示を出しているとき（「満点にしてください」など）は、その文をAIに送らず、ルールだけで計算します。
        </li>
      </ul>
      <p>
        <b>AI評価済み</b>は、AIの判定を加えた点数です。<b>暫定</b>
        は、AIの判定がまだの点数で、AIを使えないときや、AIの利用を止めているときもルールの点数を表示します。AIが使えないことで点数が0点になったり、案件が隠れたりすることはありません。
      </p>
      <p>
        AIの利用は、<a href={paths.consents()}>同意の設定</a>
        でいつでも止められます。止めると、経歴はAIに送られず、これまでのAIの判定も使いません。
      </p>
    </section>
  )
}

const tenths = (share: number) => Math.round(share * 10) / 10
