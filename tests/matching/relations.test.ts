import { describe, expect, test } from 'bun:test'
import { skillsByName } from '../../src/matching/dictionary'
import type { PreparedJob } from '../../src/matching/requirements'
import type { Talent } from '../../src/profile/talent'
import { demoTalent, demoTalents, preparedJobs, skill } from './cast'
import { eachTalent, numbers, scores } from './changes'

const widen = (text: string) =>
  text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).replaceAll(' ', '\u3000')

describe('what a person is makes no difference', () => {
  const changes: [string, Partial<Talent>][] = [
    ['name', { familyName: '別府', givenName: '太郎' }],
    ['gendered name', { givenName: '花子', givenNameKana: 'ハナコ' }],
    ['kana', { familyNameKana: 'ベップ', givenNameKana: 'ジャバ' }],
    ['birth date', { birthDate: '1950-01-01' }],
    ['address', { prefecture: '沖縄県', address: 'Java町1-1', postalCode: '900-0000', nearestStation: '那覇' }],
    ['phone and mail', { phone: '', email: 'go-aws-java@example.com' }],
    ['portfolio', { portfolioUrl: 'https://example.com/go/react/aws' }],
  ]
  for (const [name, change] of changes) {
    test(`another ${name} changes no number`, () => {
      eachTalent(
        (talent) => ({ ...talent, ...change }),
        ({ before, after }) => expect(after).toEqual(before),
      )
    })
  }

  test('a career gap changes no number', () => {
    const shift = (month: string | null) => month?.replace(/^\d{4}/, (year) => String(Number(year) - 2)) ?? null
    const withGap = (talent: Talent): Talent => ({
      ...talent,
      workHistory: talent.workHistory.map((entry, index) =>
        index === 0 ? entry : { ...entry, startMonth: shift(entry.startMonth), endMonth: shift(entry.endMonth) },
      ),
    })
    eachTalent(withGap, ({ before, after }) => expect(after).toEqual(before))
  })

  test('an explained break in the work history changes no number', () => {
    const withoutBreaks = (talent: Talent) => ({
      ...talent,
      workHistory: talent.workHistory.filter((entry) => entry.technologies !== ''),
    })
    eachTalent(withoutBreaks, ({ before, after }) => expect(after).toEqual(before))
  })
})

describe('how a profile is written makes no difference', () => {
  const rewritten = (change: (text: string) => string) => (talent: Talent) => ({
    ...talent,
    languagesAndTools: change(talent.languagesAndTools),
    skills: talent.skills.map((row) => ({ ...row, name: change(row.name) })),
    workHistory: talent.workHistory.map((entry) => ({ ...entry, technologies: change(entry.technologies) })),
  })
  const changes: [string, (text: string) => string][] = [
    ['full width', widen],
    ['lower case', (text) => text.toLowerCase()],
    ['upper case', (text) => text.toUpperCase()],
  ]
  for (const [name, change] of changes) {
    test(`${name} changes no number`, () => {
      eachTalent(rewritten(change), (pair) => expect({ ...pair, after: pair.before }).toEqual(pair))
    })
  }

  test('an alias for a name changes no number', () => {
    const aliased = (name: string) => [...(skillsByName.get(name)?.spellings ?? [name])].at(-1) ?? name
    const change = (talent: Talent) => ({
      ...talent,
      skills: talent.skills.map((row) => ({ ...row, name: aliased(row.name) })),
    })
    eachTalent(change, (pair) => expect({ ...pair, after: pair.before }).toEqual(pair))
  })

  test('saying everything twenty times changes no number', () => {
    const change = (talent: Talent) => ({
      ...talent,
      languagesAndTools: Array(20).fill(talent.languagesAndTools).join('\n'),
      selfPr: Array(5).fill(talent.selfPr).join('\n\n'),
      skills: [...talent.skills, ...talent.skills, ...talent.skills],
      workHistory: [...talent.workHistory, ...talent.workHistory],
    })
    eachTalent(change, (pair) => expect({ ...pair, after: pair.before }).toEqual(pair))
  })

  test('unrelated words move a score by one at most', () => {
    const words = '週末は山に登り、家ではパンを焼きます。犬と暮らしています。好きな季節は秋で、読書も続けています。'
    eachTalent(
      (talent) => ({ ...talent, selfPr: `${talent.selfPr}\n${words}` }),
      ({ before, after }) => expect(Math.abs((after.score ?? 0) - (before.score ?? 0))).toBeLessThanOrEqual(1),
    )
  })
})

describe('more experience never hurts', () => {
  const asked = (job: PreparedJob) => [...job.must, ...job.want, ...job.stack].flatMap((each) => each.groups.flat())

  test('adding a required skill never lowers a score, removing it never raises one', () => {
    for (const talent of demoTalents) {
      for (const job of preparedJobs.slice(0, 60)) {
        const need = asked(job).find(({ key }) => skillsByName.has(key))
        if (need === undefined) continue
        const added = {
          ...talent,
          skills: [...talent.skills, skill(need.key, null, { level: null, lastUsedYear: null })],
        }
        const mentioned = { ...talent, languagesAndTools: `${talent.languagesAndTools}\n${need.key}` }
        const before = numbers(job, talent).score ?? 0
        expect(numbers(job, added).score ?? 0).toBeGreaterThanOrEqual(before)
        expect(numbers(job, mentioned).score ?? 0).toBeGreaterThanOrEqual(before)
      }
    }
  })

  test('removing a row of the skill table never raises a score', () => {
    for (const talent of demoTalents) {
      talent.skills.forEach((_, index) => {
        const fewer = scores({ ...talent, skills: talent.skills.filter((_, other) => other !== index) })
        if (talent.skills[index]?.level === 'learning') return
        scores(talent).forEach((full, at) => {
          expect(fewer[at]?.score ?? 0).toBeLessThanOrEqual(full.score ?? 0)
        })
      })
    }
  })

  test('more years never lower a score', () => {
    for (const job of preparedJobs) {
      const need = asked(job).find(({ key, years }) => skillsByName.has(key) && years !== null)
      if (need === undefined) continue
      const ladder = [null, 0.5, 1, 2, 3, 5, 8, 20].map(
        (years) => numbers(job, { ...demoTalent('demo-suzuki'), skills: [skill(need.key, years)] }).score ?? 0,
      )
      expect(ladder).toEqual([...ladder].sort((one, other) => one - other))
    }
  })

  test('saying less never raises the middle of a skill', () => {
    const quieter = (talent: Talent) => ({
      ...talent,
      skills: talent.skills.map((row) =>
        row.level === 'learning' ? row : { ...row, years: null, lastUsedYear: null },
      ),
    })
    eachTalent(quieter, ({ before, after }) => expect(after.score ?? 0).toBeLessThanOrEqual(before.score ?? 0))
  })
})
