import { Page, type Viewer } from '../ui/layout'

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
        <section class="card prose" aria-labelledby="range">
          <h2 class="h" id="range">
            点数には幅があります
          </h2>
          <p>
            書かれていない情報があると、点数の幅が広がります。書かれていないことを理由に、点数を上げることはありません。
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
