import { Page, type Viewer } from '../ui/layout'

type Section = { heading: string; paragraphs: string[] }

const terms: Section[] = [
  {
    heading: '1. この規約について',
    paragraphs: [
      'この規約は、PRO WORKS（以下「本サービス」）の利用条件を定めるものです。登録された方は、この規約に同意したものとします。',
    ],
  },
  {
    heading: '2. 登録',
    paragraphs: [
      '登録の際は、正確な情報を入力してください。アカウントは本人だけが利用できます。パスワードは他人に知られないように管理してください。',
    ],
  },
  {
    heading: '3. 案件と応募',
    paragraphs: [
      '掲載する案件は、募集主体の情報と条件を確認したうえで表示します。マッチ度は参考の値であり、採用や契約を約束するものではありません。',
      '応募すると、プロフィールと職務経歴が担当者に送られます。',
    ],
  },
  {
    heading: '4. 禁止事項',
    paragraphs: ['虚偽の情報の登録、他人へのなりすまし、サービスの運営を妨げる行為を禁止します。'],
  },
  {
    heading: '5. 変更',
    paragraphs: ['この規約を変更する場合は、事前にお知らせし、必要な場合は改めて同意をいただきます。'],
  },
]

const privacy: Section[] = [
  {
    heading: '1. 取得する情報と目的',
    paragraphs: [
      'お名前、連絡先、職務経歴、希望条件などを、案件のご紹介、選考の手続き、契約の手続き、お問い合わせへの対応のために利用します。',
    ],
  },
  {
    heading: '2. 担当者との共有',
    paragraphs: ['登録・応募された内容は、運営会社の担当者が業務システム（kintone）で管理します。'],
  },
  {
    heading: '3. AIの利用',
    paragraphs: [
      'お名前、連絡先、生年月日、住所などの個人を特定する情報は、AIに送りません。現在の点数はルールだけで計算しています。',
    ],
  },
  {
    heading: '4. 広告・宣伝のメール',
    paragraphs: ['新着案件やサービス情報のメールは、受け取りに同意された方にだけお送りします。'],
  },
  {
    heading: '5. 開示・訂正・削除',
    paragraphs: [
      '登録内容はマイページで確認し、訂正できます。保有しているデータは、登録情報のページからまとめてダウンロードできます。',
      '登録情報のページから、いつでも退会できます。退会すると、アカウントと登録内容を削除し、応募の記録からお名前と連絡先を除きます。',
    ],
  },
  {
    heading: '6. 同意の記録',
    paragraphs: [
      '規約への同意、メールの受け取り、AIの利用について、いつ、どの版に、どの接続元から（アドレスそのものではない記号で）同意されたかを記録し、登録情報のページで表示します。',
    ],
  },
]

const pages = {
  terms: { title: '利用規約', sections: terms },
  privacy: { title: 'プライバシーポリシー', sections: privacy },
}

export function LegalPage({
  viewer,
  kind,
  version,
}: {
  viewer: Viewer
  kind: keyof typeof pages
  version: string
}): string {
  const { title, sections } = pages[kind]
  return (
    <Page title={title} viewer={viewer} isIndexed>
      <div class="wrap narrow">
        <h1 safe>{title}</h1>
        <p class="muted" safe>{`${version}版`}</p>
        {sections.map((section, index) => (
          <section class="card prose" aria-labelledby={`section-${index}`}>
            <h2 class="h" id={`section-${index}`} safe>
              {section.heading}
            </h2>
            {section.paragraphs.map((paragraph) => (
              <p safe>{paragraph}</p>
            ))}
          </section>
        ))}
      </div>
    </Page>
  ) as string
}
