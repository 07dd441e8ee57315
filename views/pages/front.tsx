import { paths } from '../../src/paths'
import { Page, type Viewer } from '../ui/layout'

export function FrontPage({ viewer, openJobs }: { viewer: Viewer; openJobs: number }): string {
  return (
    <Page title="あなたの経験に合う案件を、理由とともに" viewer={viewer} isIndexed>
      <div class="wrap front">
        <h1>
          あなたの経験に合う案件を、
          <br class="br-n" />
          <b>理由</b>とともに。
        </h1>
        <p>
          PRO WORKS は、フリーランスエンジニアのための案件マッチングサイトです。いま{openJobs}件の案件を掲載しています。
        </p>
        <p class="actions">
          <a class="btn cta" href={viewer ? paths.jobs() : paths.signUp()}>
            {viewer ? '合う案件を見る' : '無料で登録する'}
          </a>
          <a class="btn" href={paths.jobs()}>
            案件を見る
          </a>
        </p>
        <ul class="points">
          <li class="card">
            <h2 class="h">点数の理由が見える</h2>
            <p>必須の条件ひとつずつに、案件の言葉とあなたの言葉を並べてお見せします。</p>
          </li>
          <li class="card">
            <h2 class="h">条件を隠さない</h2>
            <p>商流・精算幅・支払サイト・面談回数を、記載がない場合はその旨も含めて表示します。</p>
          </li>
          <li class="card">
            <h2 class="h">応募のその後がわかる</h2>
            <p>いまどこまで進み、次に誰が何をするのかを、いつでも確認できます。</p>
          </li>
        </ul>
      </div>
    </Page>
  ) as string
}
