import { describe, expect, test } from 'bun:test'
import type { Talent } from '../../src/profile/talent'
import { compare, demoTalent, jobWith, skill, talentWith, verdictOn, work } from './cast'

const verdict = (mustSkills: string, talent: Partial<Talent>) => verdictOn(mustSkills, talentWith(talent)).verdict
const knows = (...rows: [string, number | null][]) => ({ skills: rows.map(([name, years]) => skill(name, years)) })
const trade = (industry: string) => ({ workHistory: [{ ...work('Go', '2020-01', '2023-12'), industry }] })
const partly = '求められる経験の一部が確認できました'

describe('うち', () => {
  const need = 'サーバーサイド開発5年以上（うちGo 1年以上）'

  test('keeps the whole span beside the part of it', () => {
    expect(verdict(need, knows(['Go', 1]))).toBe('adjacent')
    expect(verdict(need, knows(['Go', 5]))).toBe('met')
    expect(verdict(need, knows(['Java', 6], ['Go', 1]))).toBe('met')
    expect(verdict(need, knows(['Java', 6]))).toBe('adjacent')
  })

  test('of something that cannot be read is never met', () => {
    const sentence = 'SAP PPの導入経験（うち1つは要件定義から）'
    expect(verdictOn(sentence, talentWith(knows(['SAP PP', 9])))).toMatchObject({ verdict: 'adjacent', note: partly })
    expect(verdict('実務経験5年以上（うちGo 1年以上）', knows(['Go', 9]))).toBe('adjacent')
  })
})

describe('かつ', () => {
  const need = 'Rustでの業務開発1年以上 または C++/Goで5年以上かつRustの個人開発'

  test('asks for all its parts', () => {
    expect(verdict(need, knows(['Go', 8]))).toBe('adjacent')
    expect(verdict(need, knows(['Go', 8], ['Rust', null]))).toBe('met')
    expect(verdict(need, knows(['Rust', 2]))).toBe('met')
  })

  test('with a part that names no skill is never met', () => {
    expect(verdict('Go 3年以上かつ大規模な組織での勤務', knows(['Go', 8]))).toBe('adjacent')
    expect(verdict('Flutter 1年以上＋ネイティブまたはWeb 2年以上', knows(['Flutter', 8]))).toBe('adjacent')
  })
})

describe('あわせて', () => {
  const need = 'GoまたはJavaであわせて4年以上'

  test('adds the years of the skills up', () => {
    expect(verdict(need, knows(['Go', 2], ['Java', 2]))).toBe('met')
    expect(verdict(need, knows(['Go', 4]))).toBe('met')
    expect(verdictOn(need, talentWith(knows(['Go', 2], ['Java', 1])))).toMatchObject({
      verdict: 'adjacent',
      note: '必要 合計4年・あなた 3年',
    })
  })

  test('counts a period once, however many of the skills it used', () => {
    const atOnce = { workHistory: [work('Go, Java', '2022-01', '2023-12')] }
    const inTurn = { workHistory: [work('Go', '2020-01', '2021-12'), work('Java', '2022-01', '2023-12')] }
    expect(verdict(need, atOnce)).toBe('adjacent')
    expect(verdict(need, { ...atOnce, ...knows(['Go', 2], ['Java', 2]) })).toBe('adjacent')
    expect(verdict(need, inTurn)).toBe('met')
  })

  test('more of any kind never lowers the score', () => {
    const score = (talent: Partial<Talent>) => compare(jobWith({ mustSkills: need }), talentWith(talent)).score ?? 0
    const steps = [
      knows(['Go', 1]),
      knows(['Go', 1], ['Java', null]),
      knows(['Go', 1], ['Java', 2]),
      { ...knows(['Go', 1], ['Java', 2]), workHistory: [work('Go, Java', '2022-01', '2023-12')] },
      { ...knows(['Go', 2], ['Java', 2]), workHistory: [work('Go, Java', '2022-01', '2023-12')] },
    ].map(score)
    expect(steps).toEqual([...steps].sort((one, other) => one - other))
  })

  test('of two kinds of work with one skill is never met by the skill alone', () => {
    expect(verdict('TypeScriptでのフロント・サーバー両方の経験（あわせて4年以上）', knows(['TypeScript', 9]))).toBe(
      'adjacent',
    )
  })
})

describe('a figure or a topic that nothing answers', () => {
  test('a second span of time is not overlooked', () => {
    expect(verdict('設計経験3年以上でJava 5年以上', knows(['Java', 9]))).toBe('adjacent')
    expect(verdict('Java 5年以上（うちリーダー2年以上）', knows(['Java', 9]))).toBe('adjacent')
    expect(verdict('Java 5年以上（直近3年以内に使用）', knows(['Java', 9]))).toBe('adjacent')
    expect(verdict('Java 5年以上', knows(['Java', 9]))).toBe('met')
  })

  test('a trade is near to a field of it, and does not answer for it', () => {
    for (const [need, industry] of [
      ['宿泊業界の経験', '旅行・交通'],
      ['勘定系の知識', '金融・銀行'],
      ['損保の業務知識', '保険'],
    ] as const)
      expect({ need, verdict: verdict(need, trade(industry)) }).toEqual({ need, verdict: 'adjacent' })
    expect(verdict('宿泊業界の経験', { selfPr: '宿泊予約サイトの開発' })).toBe('met')
  })

  test('a trade answers for itself, and not for what else the sentence asks', () => {
    expect(verdict('旅行／交通分野の経験', trade('旅行・交通'))).toBe('met')
    expect(verdict('宿泊業界のチャネル管理', { selfPr: '宿泊予約サイトの開発' })).toBe('adjacent')
    expect(verdict('金融の内部統制', trade('金融・銀行'))).toBe('adjacent')
  })

  test('what is left unjudged widens the range and leaves the middle alone', () => {
    const score = (mustSkills: string) => compare(jobWith({ mustSkills }), demoTalent('demo-tanaka'))
    const whole = score('Go 3年以上')
    const part = score('Go 3年以上（うち金融2年以上）')
    expect(part.score).toBe(whole.score)
    expect(part.high - part.low).toBeGreaterThan(whole.high - whole.low)
  })
})

describe('what a candidate reads', () => {
  test('years that were computed from the work history say so', () => {
    const computed = verdictOn('Go 3年以上', talentWith({ workHistory: [work('Go', '2022-01', '2023-12')] }))
    expect(computed.note).toBe('必要 3年・あなた 2年（職務経歴から計算）')
    expect(verdictOn('Go 3年以上', talentWith(knows(['Go', 2]))).note).toBe('必要 3年・あなた 2年')
  })

  test('a skill held for too short a time is neither ticked nor missing', () => {
    const job = jobWith({ skills: ['Go', 'AWS'], mustSkills: 'Go 3年以上\nAWS' })
    const { matchedSkills, shortSkills, missingSkills } = compare(job, talentWith(knows(['Go', 1], ['AWS', 1])))
    expect({ matchedSkills, shortSkills, missingSkills }).toEqual({
      matchedSkills: ['AWS'],
      shortSkills: ['Go'],
      missingSkills: [],
    })
  })

  test('a near skill is named once, not called near twice', () => {
    const { note } = verdictOn('Kotlin', talentWith(knows(['Java', 5])))
    expect(note).toBe('Javaの経験をもとに判定しました')
  })

  test('of several things that are asked for, the note names the one it is about', () => {
    const { note } = verdictOn('React + TypeScript 2年以上', talentWith(knows(['TypeScript', 5])))
    expect(note).toBe('ReactはTypeScriptの経験をもとに判定しました')
  })

  test('dates and places of a blocker are in Japanese', () => {
    const job = jobWith({ mustSkills: 'Go', startDate: '2026-12-01', prefecture: '沖縄県', remote: 'onsite' })
    const talent = talentWith({ ...knows(['Go', 1]), availableFrom: '2027-03-01', desiredPrefectures: ['東京都'] })
    expect(compare(job, talent).blockers).toContain(
      '稼働できる日が開始より後です（稼働可能 2027年3月1日・開始 2026年12月1日）',
    )
    expect(compare(job, talent).blockers).toContain('勤務地がご希望と異なります（希望 東京都・案件 沖縄県）')
  })
})
