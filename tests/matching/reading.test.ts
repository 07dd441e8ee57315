import { describe, expect, test } from 'bun:test'
import { skillsByName } from '../../src/matching/dictionary'
import { prepareTalent } from '../../src/matching/reader'
import { keysOf } from '../../src/matching/requirement'
import { prepareJob } from '../../src/matching/requirements'
import dictionary from '../../src/matching/skill-aliases.json'
import { jobWith, skill, talentWith, today, verdictOn, work } from './cast'

const requirements = (mustSkills: string) =>
  prepareJob(jobWith({ mustSkills })).must.map(({ groups }) =>
    groups.map((group) =>
      group.map((need) =>
        need.years === null ? keysOf([need]).join('+') : `${keysOf([need]).join('+')} ${need.years}`,
      ),
    ),
  )
const standing = (key: string, given: Parameters<typeof talentWith>[0]) =>
  prepareTalent(talentWith(given), today).standings.get(key)

describe('a job text', () => {
  const texts: [string, string[][][]][] = [
    ['・Go 3年以上\n・AWS上での運用経験', [[['Go 3']], [['AWS']]]],
    ['BigQuery（BQ）またはSnowflake 2年以上・Python', [[['BigQuery 2', 'Snowflake 2']], [['Python']]]],
    ['Python 3年以上（FastAPI\n・Flask\n・Djangoいずれか）', [[['Python 3'], ['FastAPI', 'Flask', 'Django']]]],
    ['組込みC/C++ 3年以上', [[['C 3', 'C++ 3']]]],
    ['HTML/CSSコーディング2年以上', [[['HTML 2'], ['CSS 2']]]],
    ['Terraform か CloudFormation', [[['Terraform', 'AWS CloudFormation']]]],
    ['Java／Spring Bootでの設計開発7年以上', [[['Java 7'], ['Spring Boot 7']]]],
    [
      'アズール（Azure）とWindows Serverの構築 計4年以上',
      [[['Azure'], ['Windows Server'], ['Azure+Windows Server 4']]],
    ],
    ['TSまたはJSでのサーバーサイド開発３年以上', [[['TypeScript 3', 'JavaScript 3']]]],
    ['①Kotlin 1年以上（サーバーサイド）または Java 4年以上', [[['Kotlin 1', 'Java 4']]]],
    ['SQL／現場とのヒアリング', [[['SQL']], [['topic:顧客折衝']]]],
    ['NW設計構築3年以上（Cisco）', [[['Cisco 3']]]],
    ['Java（5年以上）・Go（実務2年）', [[['Java 5'], ['Go 2']]]],
    ['Javaの開発 2020年以降', [[['Java']]]],
    ['JavaかつSpring Bootの実務4年以上', [[['Java 4'], ['Spring Boot 4']]]],
    ['GoまたはJavaの開発経験3年以上かつAWS', [[['Go 3', 'Java 3'], ['AWS']]]],
    [
      'Rust 1年以上 または C++/Goで5年以上かつRustの個人開発',
      [
        [
          ['Rust 1', 'C++ 5', 'Go 5'],
          ['Rust 1', 'Rust'],
        ],
      ],
    ],
    ['Go 3年以上、またはRust 2年以上', [[['Go 3', 'Rust 2']]]],
    ['GoまたはJavaであわせて4年以上', [[['Go+Java 4']]]],
  ]
  for (const [text, expected] of texts) {
    test(`「${text.replaceAll('\n', '↵')}」 is read with its years and choices`, () => {
      expect(requirements(text)).toEqual(expected)
    })
  }

  test('of nothing but separators is read in a moment', () => {
    for (const unit of ['/', 'Go/', 'Java・', '（', '、']) {
      const startedAt = performance.now()
      prepareJob(jobWith({ mustSkills: unit.repeat(20_000), wantSkills: unit.repeat(20_000) }))
      expect(performance.now() - startedAt).toBeLessThan(1_000)
    }
  })

  test('a sentence that cannot be judged is kept, without weight', () => {
    const [only] = prepareJob(jobWith({ mustSkills: '明るく前向きな方' })).must
    expect(only).toMatchObject({ text: '明るく前向きな方', weight: 0, groups: [] })
  })
})

const deniedWays = [
  'X未経験',
  'X: 未経験',
  'X（未経験）',
  '未経験のX',
  'Xについては未経験',
  'Xの実務経験はまだありません',
  'Xを使用した経験はございません',
  'Xは学習のみで実務経験はありません',
  'Xの知識はありません',
  'Xは扱ったことがありません',
  'X 経験0年',
  'Xを勉強中',
  'Xは独学のみ',
  'Xは研修で触れた程度',
  'No experience with X',
  'I have never used X',
]

describe('a denial', () => {
  const denials = [
    '未経験です',
    'の経験はありません',
    'は業務経験なし',
    'は使ったことがありません',
    'は実務経験がない',
    'はできません',
  ]
  for (const name of ['Java', 'React', 'Kubernetes', 'C#', 'ジャバ']) {
    for (const denial of denials) {
      test(`「${name}${denial}」 is never met`, () => {
        const text = `Goを5年。${name}${denial.startsWith('未') ? 'は' : ''}${denial}`
        const talent = talentWith({ selfPr: text, languagesAndTools: name })
        const { verdict, evidence } = verdictOn(name, talent)
        expect(verdict).toBe('contradicted')
        expect(text).toContain(evidence)
        expect(verdictOn('Go 5年以上', talent).verdict).toBe('met')
      })
    }
  }

  test('in many words is never met, for any skill of the dictionary', () => {
    for (const name of skillsByName.keys()) {
      for (const denial of deniedWays) {
        const talent = talentWith({ languagesAndTools: 'Git', selfPr: `Webの仕事です。${denial.replace('X', name)}。` })
        if (name !== 'Git')
          expect({ denial, name, isMet: verdictOn(name, talent).verdict === 'met' }).toEqual({
            denial,
            name,
            isMet: false,
          })
      }
    }
  })

  test('is not needed where only a lookalike is listed: that is never met either', () => {
    for (const { a, b } of dictionary.traps) {
      for (const [asked, held] of [
        [a, b],
        [b, a],
      ] as const) {
        expect({
          asked,
          held,
          verdict: verdictOn(asked, talentWith({ languagesAndTools: held })).verdict,
        }).not.toMatchObject({ verdict: 'met' })
      }
    }
  })

  test('studying is not experience', () => {
    for (const text of [
      'Rustは勉強中です',
      'Rust（学習中）',
      '今後はRustに挑戦したい',
      'Rustは本で少しだけ',
      '学習中：Rust',
    ]) {
      expect({
        text,
        verdict: verdictOn('Rust', talentWith({ languagesAndTools: 'Go', selfPr: text })).verdict,
      }).toEqual({
        text,
        verdict: 'adjacent',
      })
    }
  })

  test('covers the list before it and nothing else', () => {
    const talent = talentWith({ selfPr: 'Goは5年の経験がありますが、React、Vueは未経験です' })
    const verdicts = ['Go', 'React', 'Vue.js'].map((name) => verdictOn(name, talent).verdict)
    expect(verdicts).toEqual(['met', 'contradicted', 'contradicted'])
  })

  test('「未経験から」 and 「未経験ではありません」 deny nothing', () => {
    for (const text of ['未経験からJavaを学び実務5年', 'Javaは未経験ではありません']) {
      expect(verdictOn('Java', talentWith({ selfPr: text })).verdict).toBe('met')
    }
  })
})

describe('years', () => {
  test('are read beside the name', () => {
    for (const text of ['Java（１０年位）', 'Java 10年', 'Javaを10年以上', '10年間Javaを使用', 'Java歴10年']) {
      expect({ text, years: standing('Java', { languagesAndTools: text })?.years }).toEqual({ text, years: 10 })
    }
  })

  test('a calendar year is not a duration', () => {
    expect(standing('Java', { selfPr: 'Java 2019年から' })?.years).toBeNull()
  })

  test('of the work history count overlapping months once and gaps never', () => {
    const overlapping = [work('Go', '2020-01', '2021-12'), work('Go', '2021-01', '2022-12')]
    const apart = [work('Go', '2015-01', '2015-12'), work('Go', '2021-01', '2022-12')]
    expect(standing('Go', { workHistory: overlapping })?.years).toBe(3)
    expect(standing('Go', { workHistory: apart })?.years).toBe(3)
  })

  test('short of the need are near, not met, and say so', () => {
    const verdict = verdictOn('Go 3年以上', talentWith({ skills: [skill('Go', 1)] }))
    expect(verdict).toMatchObject({ verdict: 'adjacent', evidence: 'Go', note: '必要 3年・あなた 1年' })
  })
})
