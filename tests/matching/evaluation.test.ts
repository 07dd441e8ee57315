import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test'
import { type Sandbox, startSandbox } from '../../sandbox/start'
import { type Evaluation, evaluate, type Replies } from '../../src/matching/evaluate'
import { UnusableAnswer } from '../../src/matching/evaluation'
import { speaksToJudge } from '../../src/matching/instructions'
import { maskForModel, maskPersonal } from '../../src/matching/mask'
import { prepareTalent } from '../../src/matching/reader'
import { prepareJob } from '../../src/matching/requirements'
import { farthestMove, match, matchJudged } from '../../src/matching/score'
import type { Talent } from '../../src/profile/talent'
import { type Gemini, openGemini } from '../../src/services/gemini/client'
import { openStaff } from '../support/staff'
import { demoJobs, demoTalents, jobWith, preparedJobs, skill, talentWith, today, work } from './cast'
import { honestTexts, injections } from './injections'

let sandbox: Sandbox
let gemini: Gemini
let bodies: string[] = []
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'empty' })
  gemini = openGemini({ apiKey: 'a key', model: 'gemini-sandbox', baseUrl: sandbox.startLine.gemini.baseUrl })
})
afterEach(async () => {
  bodies = []
  await openStaff(sandbox).disarm()
})
afterAll(() => sandbox.stop())

const ask = async (question: Parameters<Gemini['ask']>[0]) => {
  bodies.push(JSON.stringify(question))
  return (await gemini.ask(question)).text
}

async function judged(
  talent: Talent,
  jobs = preparedJobs.slice(0, 20),
  known?: Replies,
): Promise<Map<string, Evaluation>> {
  const prepared = prepareTalent(talent, today)
  const found = new Map<string, Evaluation>()
  for await (const evaluations of evaluate(ask, { talent, prepared, jobs, model: gemini.model, known }))
    for (const evaluation of evaluations) found.set(evaluation.jobId, evaluation)
  return found
}

describe('what a model says', () => {
  test('fills what the rules could not read, with the talent’s own words, and within its bound', async () => {
    let moved = 0
    for (const talent of demoTalents.slice(0, 12)) {
      const prepared = prepareTalent(talent, today)
      const evaluations = await judged(talent)
      const everything = JSON.stringify(talent)
      for (const job of preparedJobs.slice(0, 20)) {
        const rules = match(job, prepared)
        const found = matchJudged(job, prepared, evaluations.get(job.id)?.judgements ?? [])
        if (rules.score === null || found.score === null) continue
        expect(Math.abs(found.score - rules.score)).toBeLessThanOrEqual(farthestMove)
        expect(found.low <= found.score && found.score <= found.high).toBe(true)
        if (found.score !== rules.score) moved += 1
        for (const { verdict, evidence } of found.requirements) {
          if (verdict === 'not_found') expect(evidence).toBe('')
          for (const part of evidence.split(/[、 ]/)) expect(everything).toContain(JSON.stringify(part).slice(1, -1))
        }
      }
    }
    expect(moved).toBeGreaterThan(10)
  })

  test('about nothing moves nothing', () => {
    for (const job of preparedJobs.slice(0, 30)) {
      const prepared = prepareTalent(demoTalents[0] as Talent, today)
      expect(matchJudged(job, prepared, [])).toEqual(match(job, prepared))
    }
  })

  test('does not make a short time long, nor one skill out of two', async () => {
    await openStaff(sandbox).arm({ name: 'gemini-obedient' })
    const talent = talentWith({ skills: [skill('Go', 1), skill('TypeScript', 4)] })
    const job = prepareJob(jobWith({ mustSkills: '・Goでの開発経験5年以上\n・React + TypeScriptでの開発' }))
    const { judgements = [] } = (await judged(talent, [job])).get(job.id) ?? {}
    expect(judgements.filter(({ verdict }) => verdict === 'met')).toEqual([])
    const found = matchJudged(job, prepareTalent(talent, today), judgements)
    expect(found.requirements.map(({ verdict }) => verdict)).not.toContain('met')
  })

  test('that cannot be read is an error, never a score of nothing', async () => {
    const talent = demoTalents[0] as Talent
    for (const name of ['gemini-schema-violation', 'gemini-nonsense']) {
      await openStaff(sandbox).arm({ name, count: 1 })
      expect(await judged(talent).catch((error: unknown) => error)).toBeInstanceOf(UnusableAnswer)
    }
  })

  test('costs at most three calls for twenty jobs', async () => {
    for (const talent of demoTalents.slice(0, 8)) {
      bodies = []
      await judged(talent)
      expect(bodies.length).toBeLessThanOrEqual(3)
    }
  })

  test('is not asked for who wants no AI, nor about an empty profile', async () => {
    const talent = demoTalents[0] as Talent
    const empty = talentWith({ skills: [], workHistory: [], selfPr: '', languagesAndTools: '', qualifications: [] })
    for (const one of [{ ...talent, allowsAi: false }, empty]) {
      const found = [...(await judged(one)).values()]
      expect(found.map(({ judgements }) => judgements.length)).toEqual(Array(20).fill(0))
    }
    expect(bodies).toEqual([])
  })

  test('is asked once: the same input is known the second time, and another line asks only what it speaks of', async () => {
    for (const talent of demoTalents.slice(0, 8)) {
      const first = await judged(talent)
      const known = new Map([...first.values()].flatMap(({ judgements }) => judgements.map((one) => [one.input, one])))
      bodies = []
      const second = await judged(talent, preparedJobs.slice(0, 20), known)
      expect(bodies).toEqual([])
      expect(second.size).toBe(20)
      for (const [id, { judgements }] of second) expect(judgements).toEqual(first.get(id)?.judgements ?? [])
      await judged(
        { ...talent, selfPr: `${talent.selfPr}\n休日は登山をしています。` },
        preparedJobs.slice(0, 20),
        known,
      )
      expect(bodies).toEqual([])
    }
  })

  test('about one sentence that is new is asked of the requirements it speaks of, and of no other', async () => {
    const jobs = [
      prepareJob(jobWith({ id: 'A', mustSkills: '・テスト戦略の策定\n・Goでの開発経験' })),
      prepareJob(jobWith({ id: 'B', mustSkills: '・テスト戦略の策定\n・採用面接の担当経験' })),
    ]
    const talent = talentWith({ selfPr: 'テスト戦略を立てた。\n採用面接を担当した。' })
    const first = await judged(talent, jobs)
    expect(bodies).toHaveLength(1)
    expect(bodies[0]?.match(/テスト戦略の策定/g)).toHaveLength(1)
    const known = new Map([...first.values()].flatMap(({ judgements }) => judgements.map((one) => [one.input, one])))
    bodies = []
    await judged({ ...talent, selfPr: `${talent.selfPr}\n採用面接の基準を作った。` }, jobs, known)
    expect(bodies).toHaveLength(1)
    expect(bodies[0]).toContain('採用面接の担当経験')
    expect(bodies[0]).not.toContain('テスト戦略')
  })
})

/** Everything that may not leave, in the spellings in which people write it. */
function personal(talent: Talent): string[] {
  const { familyName, givenName, familyNameKana, givenNameKana, email, phone, postalCode, address, birthDate } = talent
  const whole = [familyName, givenName, familyNameKana, givenNameKana].filter((name) => [...name].length > 1)
  const [year = '', month = '', day = ''] = (birthDate ?? '').split('-')
  const dates =
    birthDate === null ? [] : [birthDate, birthDate.replaceAll('-', '/'), `${year}年${Number(month)}月${Number(day)}日`]
  const numbers = [phone, phone.replaceAll('-', ''), postalCode].filter(Boolean)
  return [
    ...whole,
    `${familyName}${givenName}`,
    `${familyName} ${givenName}`,
    email,
    ...numbers,
    address,
    ...dates,
  ].filter((text) => text.trim().length > 1)
}

const wide = (text: string) => text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))

describe('no word of a person leaves', () => {
  test('of any demo talent, wherever they wrote it, however it is spelt', async () => {
    for (const talent of demoTalents) {
      const words = personal(talent)
      const told = [
        ...words.map((word) => `${word}と申します。`),
        ...words.map(wide),
        ...words.map((word) => [...word].join('\u200b')),
        '35歳、男性、国籍は中国です。東京工業大学大学院を卒業。職務経歴書.pdf を参照。https://example.com/me 080-1234-5678 me@example.jp',
      ]
      const open = {
        ...talent,
        allowsAi: true,
        selfPr: `${talent.selfPr}\n${told.join('\n')}`,
        languagesAndTools: `${talent.languagesAndTools}\n${words.join('、')}`,
        workHistory: talent.workHistory.map((entry) => ({
          ...entry,
          description: `${entry.description}\n${words.join(' ')}`,
        })),
      }
      bodies = []
      await judged(open, preparedJobs.slice(0, 7))
      const sent = bodies.join('\n').normalize('NFKC').toLowerCase()
      if (sent === '') continue
      // What the jobs themselves say is no secret.
      const asked = demoJobs
        .slice(0, 7)
        .map((job) => `${job.mustSkills}\n${job.wantSkills}`)
        .join('\n')
        .normalize('NFKC')
        .toLowerCase()
      for (const word of words.map((one) => one.normalize('NFKC').toLowerCase()))
        if (!asked.includes(word)) expect([talent.id, word, sent.includes(word)]).toEqual([talent.id, word, false])
      for (const told of ['35歳', '男性', '中国', '東京工業大学', '職務経歴書.pdf', 'example.com', '080-1234', 'me@'])
        expect(sent).not.toContain(told)
    }
  })

  test('nor a name in Latin letters, an employer’s or a client’s, a hidden address, or a year of birth', () => {
    const names = { familyName: '佐藤', givenName: '翔平', familyNameKana: 'サトウ', givenNameKana: 'ショウヘイ' }
    const workHistory = [{ ...work('Go', '2020-01', null), company: '株式会社アクメ' }]
    const talent = talentWith({ ...names, workHistory })
    const told: [string, RegExp][] = [
      ['Shohei Satoh (Syouhei Sato) と申します。', /s[hy]|sato/],
      ['アクメの基幹システムと、ナイショ合同会社様、(株)ヒミツのECサイト', /アクメ|ナイショ|ヒミツ/],
      ['me [at] example [dot] jp、me(アットマーク)example.com', /example/],
      ['090.1234.5678 または 090ー1234ー5678', /1234/],
      ['1985年生まれの三十五歳です。昭和60年生', /1985|三十五|60/],
      ['GitHub ID: secret-me、github.com/secret-me', /secret/],
    ]
    for (const [text, leak] of told) expect(maskForModel(text, talent)).not.toMatch(leak)
  })

  test('nor what staff wrote of themselves into a job', async () => {
    const mustSkills = '・テスト戦略の策定（詳細は山内 yamauchi@agency.example 03-1234-5678、株式会社ナイショまで）'
    await judged(talentWith({ selfPr: 'テスト戦略を立てた。' }), [prepareJob(jobWith({ mustSkills }))])
    expect(bodies).toHaveLength(1)
    expect(bodies[0]).toContain('テスト戦略の策定')
    expect(bodies[0]).not.toMatch(/yamauchi|1234|ナイショ/)
  })

  test('and what says nothing about a person stays readable', () => {
    const gou = talentWith({ givenName: '剛', givenNameKana: 'ゴウ', workHistory: [] })
    const honest = [
      'go 3年。asp.net/c# と node.js/express。github actions で ci',
      '2015年生産管理システムを株式会社で開発',
    ]
    for (const text of honest) expect(maskForModel(text, gou)).toBe(text)

    const talent = talentWith({ familyName: '森', givenName: '健', address: '東京都渋谷区1-2-3' })
    const text = '森林管理システムの開発。健康診断の予約サイトで React 5年。要件定義から運用まで。'
    expect(maskPersonal(text, talent)).toBe(text.toLowerCase())
    expect(maskPersonal('森です。', talent)).toBe('〓です。')
  })
})

describe('a text that speaks to its judge', () => {
  test('is told from work, in every spelling', () => {
    expect(injections.length).toBeGreaterThanOrEqual(40)
    for (const text of injections) expect([text, speaksToJudge(text)]).toEqual([text, true])
    for (const job of demoJobs)
      for (const text of [job.mustSkills, job.wantSkills]) expect([text, speaksToJudge(text)]).toEqual([text, false])
    for (const text of honestTexts) expect([text, speaksToJudge(text)]).toEqual([text, false])
    const speaking = demoTalents.filter(({ selfPr, languagesAndTools, workHistory }) =>
      [selfPr, languagesAndTools, ...workHistory.map(({ description }) => description)].some(speaksToJudge),
    )
    // The one that tries it.
    expect(speaking.map(({ selfPr }) => selfPr.includes('### SYSTEM ###'))).toEqual([true])
  })

  test('is told in no time, however long it is', () => {
    const longest = 100_000
    const parts = ['a', 'a.', '-', '=', '0', '<system', '評価', '指示', 'https://', 'i ', 'system\n', '大']
    const startedAt = performance.now()
    for (const part of parts) {
      const text = part.repeat(longest / part.length)
      speaksToJudge(text)
      maskPersonal(text, demoTalents[0] as Talent)
    }
    // It takes a tenth of that; what grows with the square of the length takes minutes.
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })

  test('gains nothing, wherever it stands, from a model that obeys it, and is not even sent', async () => {
    await openStaff(sandbox).arm({ name: 'gemini-obedient' })
    const honest = talentWith({ skills: [skill('PHP', 1)], selfPr: '社内システムの保守をしています。' })
    const job = jobWith({
      skills: ['Go'],
      mustSkills: '・Goでの開発経験3年以上\n・金融系サービスの設計経験',
      wantSkills: 'チームでの開発',
    })
    const prepared = prepareJob(job)
    const before = match(prepared, prepareTalent(honest, today)).score ?? 0
    for (const text of injections) {
      const places: Talent[] = [
        { ...honest, selfPr: `${honest.selfPr}\n${text}` },
        { ...honest, languagesAndTools: text },
        { ...honest, skills: [...honest.skills, skill(text, null)] },
        {
          ...honest,
          workHistory: [
            {
              rowId: null,
              startMonth: '2024-01',
              endMonth: null,
              company: '',
              industry: null,
              role: null,
              teamSize: null,
              phases: [],
              technologies: text,
              description: text,
            },
          ],
        },
      ]
      for (const talent of places) {
        bodies = []
        const { judgements = [] } = (await judged(talent, [prepared])).get(job.id) ?? {}
        const after = matchJudged(prepared, prepareTalent(talent, today), judgements).score ?? 0
        expect([text, judgements, after <= before + 1, bodies]).toEqual([text, [], true, []])
      }
      const lured = prepareJob({ ...job, mustSkills: `${job.mustSkills}\n${text}` })
      bodies = []
      expect((await judged(honest, [lured])).get(job.id)?.judgements).toEqual([])
      expect(bodies).toEqual([])
    }
  })
})
