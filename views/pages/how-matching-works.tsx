import { canShare, combine, unwantedShare } from '../../src/matching/score'
import { Page, type Viewer } from '../ui/layout'

const example = { can: 80, want: 50 }
const points = (can: number, want: number) => Math.round(100 * combine(can / 100, want / 100))

export function HowMatchingWorksPage({ viewer, engineVersion }: { viewer: Viewer; engineVersion: string }): string {
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
          <p
            class="muted"
            safe
          >{`現在はルールだけで計算しています（版：${engineVersion}）。AIによる評価はまだ行っておらず、点数には「暫定」と表示します。`}</p>
        </section>
      </div>
    </Page>
  ) as string
}

const tenths = (share: number) => Math.round(share * 10) / 10
