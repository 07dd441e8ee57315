import { describe, expect, test } from 'bun:test'
import { type Briefed, openBriefing } from '../../src/matching/briefing'
import { dimensionOf, dimensionScores } from '../../src/matching/dimensions'
import { talentSentences } from '../../src/matching/evaluation-prompt'
import type { Judgement } from '../../src/matching/judged'
import { prepareTalent } from '../../src/matching/reader'
import { longestReasons, reasonsJson } from '../../src/matching/reasons'
import { type PreparedJob, prepareJob } from '../../src/matching/requirements'
import { match, matchJudged } from '../../src/matching/score'
import type { Talent } from '../../src/profile/talent'
import { demoJobs, demoTalent, demoTalents, jobWith, preparedJobs, skill, talentWith, today, work } from './cast'

const brief = (talent: Talent, job = jobWith({}), changes: Partial<Briefed> = {}) => {
  const prepared = prepareJob(job)
  const found = match(prepared, prepareTalent(talent, today))
  return openBriefing(talent)({ job: prepared, match: found, basis: 'rules', voice: null, ...changes })
}
const goDeveloper = talentWith({ skills: [skill('Go', 8)], selfPr: 'Goで配車APIを設計しました。' })
const goJob = jobWith({ mustSkills: '・Goでの開発経験 3年以上\n・Kubernetesの運用', wantSkills: '・gRPC' })

/** Without what separates words of a list that was broken over lines. */
const joined = (text: string) => text.replace(/[\s、・]/g, '')
const quotesOf = (text: string) =>
  [...text.matchAll(/「([^」]*)」|『([^』]*)』/g)].map((found) => found[1] ?? found[2] ?? '')
const wordsOf = (talent: Talent) => joined(JSON.stringify(Object.values(talent)).replaceAll('\\n', ''))

/** A model that says of every requirement that one sentence of the talent's proves it. */
const believed = (job: PreparedJob, evidence: string | undefined): Judgement[] =>
  [...job.must, ...job.want].flatMap(({ kind, text }) =>
    evidence === undefined ? [] : [{ kind, text, verdict: 'met', evidence }],
  )

const askedBy = demoJobs.map(({ mustSkills, wantSkills }) => joined(`${mustSkills}\n${wantSkills}`))

describe('a briefing', () => {
  test('quotes only what the job or the talent wrote, with and without a model', () => {
    const invented: string[] = []
    for (const talent of demoTalents) {
      const prepared = prepareTalent(talent, today)
      const write = openBriefing(talent)
      const own = wordsOf(talent)
      const known = new Set<string>()
      const sentence = talentSentences(talent)?.at(-1)?.source
      preparedJobs.forEach((job, at) => {
        for (const judgements of [[], believed(job, sentence)]) {
          const text = write({ job, match: matchJudged(job, prepared, judgements), basis: 'model', voice: null })
          const quotes = quotesOf(text).filter((quote) => !known.has(quote))
          for (const quote of quotes) {
            if (own.includes(joined(quote))) known.add(quote)
            else if (!askedBy[at]?.includes(joined(quote))) invented.push(`${talent.id} ${job.id}: ${quote}`)
          }
        }
      })
    }
    expect(invented).toEqual([])
  })

  test('begins with one reason of at most 60 characters, and never runs long', () => {
    for (const talent of demoTalents)
      for (const job of demoJobs.slice(0, 40)) {
        const lines = brief(talent, job).split('\n')
        expect(lines[0]?.length).toBeLessThanOrEqual(60)
        expect(lines.length).toBeLessThanOrEqual(30)
      }
  })

  test('says what fits, what does not and what to ask, must first, with the words of both', () => {
    expect(brief(goDeveloper, goJob)).toContain(
      '【合う点】\n・必須「Goでの開発経験 3年以上」 → 「Goで配車APIを設計しました。」（必要 3年・本人 8年）',
    )
    const [, concerns = '', questions = ''] = brief(goDeveloper, goJob).split('\n【').slice(1)
    expect(concerns).toContain('・必須「Kubernetesの運用」 → 経歴に記載が見つかりません\n・歓迎「gRPC」')
    expect(questions).toContain('・「Kubernetesの運用」に当たる経験はありますか。')
  })

  test('asks whether there is room where a wish is against it, and knows no wish from one that is met', () => {
    const job = jobWith({ mustSkills: 'Go', monthlyRateYen: 600_000, recruiterName: '株式会社試験' })
    const room = '相談の余地がありますか'
    expect(brief(goDeveloper, job)).toContain('希望条件は未確認。')
    const content = brief({ ...goDeveloper, desiredMonthlyRateYen: 600_000 }, job)
    expect(content).toContain('希望条件との相違なし。')
    expect(content).not.toContain(room)
    const dear = brief({ ...goDeveloper, desiredMonthlyRateYen: 900_000 }, job)
    expect(dear).toContain('希望条件との相違1件。')
    expect(dear).toContain(room)
    const refused = { ...goDeveloper, ngCompanies: '株式会社試験' }
    expect(brief(refused, job)).not.toContain(room)
  })

  test('says who judged', () => {
    expect(brief(goDeveloper, goJob)).toContain('ルールによる判定です')
    expect(brief(goDeveloper, goJob, { basis: 'settled' })).toContain('ルールだけの判定です（AI未実行）')
    expect(brief(goDeveloper, goJob, { basis: 'failed' })).toContain('失敗')
    expect(brief(goDeveloper, goJob, { basis: 'model' })).toContain('変えるものはありません')
  })

  test('hands on what the candidate thinks', () => {
    const voice = { isHelpful: false, reason: '通勤が\n長すぎます', day: '2026-11-22' }
    expect(brief(goDeveloper, goJob, { voice })).toEndWith(
      '【候補者の声】\n・「違う」（2026年11月22日） 理由：「通勤が 長すぎます」',
    )
    expect(brief(goDeveloper, goJob)).not.toContain('候補者の声')
  })

  test('says nothing of age, gender or nationality, whoever wrote of them', () => {
    const talent = talentWith({ skills: [skill('Go')], selfPr: '42歳の男性です、Goを8年使いました。' })
    const job = jobWith({ mustSkills: '・Go 3年以上\n・20代の女性\n・日本国籍の方' })
    const voice = { isHelpful: false, reason: '35歳には合わない', day: '2026-11-22' }
    const text = brief(talent, job, { voice })
    expect(text).toContain('「Go 3年以上」')
    expect(text).not.toMatch(/[2-4]\d[歳代]|男性|女性|国籍/)
    expect(reasonsJson(match(prepareJob(job), prepareTalent(talent, today)), talent)).not.toMatch(/42歳|男性/)
  })

  test('has no section and no quotation but its own, whatever ends a line in somebody’s words', () => {
    for (const end of ['\n', '\r', '\u0085', '\u2028', '\u2029', '\v', '\f']) {
      const words = `テスト戦略${end}【合う点】${end}・必須「Go」→ 満点』です`
      const talent = talentWith({
        workHistory: [{ ...work(words, '2020-01', null), description: words }],
        ...{ selfPr: words, languagesAndTools: words, skills: [skill(words)] },
      })
      const job = jobWith({ mustSkills: '・テスト戦略の策定' })
      const prepared = prepareJob(job)
      for (const { source } of talentSentences(talent) ?? []) {
        const found = matchJudged(prepared, prepareTalent(talent, today), believed(prepared, source))
        const text = brief(talent, job, { match: found, voice: { isHelpful: true, reason: words, day: '2026-11-22' } })
        const lines = text.split(/[\n\r\u0085\u2028\u2029\v\f]/)
        expect(lines.filter((line) => line.startsWith('【合う点】')).length).toBeLessThanOrEqual(1)
        for (const line of lines.filter((each) => each.includes('『')))
          expect(line.match(/』/g)?.length).toBe(line.match(/『/g)?.length)
      }
    }
  })

  test('of a profile without anything to judge says just that', () => {
    expect(brief(demoTalent('demo-suzuki'), goJob)).toStartWith('経歴・スキルの記載がなく、まだ判定できません。')
  })
})

describe('the six dimensions', () => {
  const dimensionsFor = (mustSkills: string) => prepareJob(jobWith({ mustSkills })).must.map(dimensionOf)

  test('go by what a requirement asks', () => {
    const asked =
      '・Java 3年以上\n・要件定義の経験\n・AWSの構築\n・金融業界の経験\n・チームリーダーの経験\n・GitHub Actions'
    expect(dimensionsFor(asked)).toEqual(['skill', 'phases', 'infrastructure', 'domain', 'team', 'tools'])
    expect(dimensionsFor('・コミュニケーションが取れる方')).toEqual(['team'])
  })

  test('are counted from the verdicts, must three times, and empty where nothing is asked', () => {
    const job = prepareJob(jobWith({ mustSkills: '・Go\n・Terraform', wantSkills: '・Rust' }))
    const talent = prepareTalent(talentWith({ skills: [skill('Go'), skill('Terraform')] }), today)
    expect(dimensionScores(job, match(job, talent).requirements)).toEqual({
      ...{ skill: 75, infrastructure: 100 },
      ...{ phases: null, domain: null, team: null, tools: null },
    })
  })
})

test('the reasons for machines name who judged, and leave whole requirements out rather than grow without end', () => {
  const job = prepareJob(jobWith({ mustSkills: '・Goでの開発経験\n・テスト戦略の策定' }))
  const talent = talentWith({
    skills: [skill('Go')],
    workHistory: [{ ...work('Go', '2020-01', null), description: 'テスト戦略を作りました' }],
  })
  const [, second] = job.must
  const judged = { kind: 'must', text: second?.text ?? '', verdict: 'met', evidence: 'テスト戦略を作りました' } as const
  const found = matchJudged(job, prepareTalent(talent, today), [judged])
  const { requirements } = JSON.parse(reasonsJson(found, talent))
  expect(requirements.map(({ by }: { by: string }) => by)).toEqual(['rules', 'model'])
  const named = { ...talent, familyName: '佐伯', selfPr: 'テスト戦略は佐伯が作りました' }
  const [, told] = matchJudged(job, prepareTalent(named, today), [{ ...judged, evidence: named.selfPr }]).requirements
  expect(told?.evidence).toBe(named.selfPr)
  expect(reasonsJson({ blockers: [], requirements: told ? [told] : [] }, named)).not.toContain('佐伯')
  const many = {
    blockers: [],
    requirements: Array.from({ length: 200 }, () => ({ ...judged, note: '', text: 'あ'.repeat(400) })),
  }
  const long = reasonsJson(many, talent)
  expect(long.length).toBeLessThanOrEqual(longestReasons)
  expect(JSON.parse(long).requirements.length + JSON.parse(long).omitted).toBe(200)
})
