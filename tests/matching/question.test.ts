import { describe, expect, test } from 'bun:test'
import { openReader } from '../../src/matching/notes'
import { isSilent, mostUsefulQuestion, type Question, questionKey, withYears } from '../../src/matching/question'
import { prepareTalent } from '../../src/matching/reader'
import { prepareJob } from '../../src/matching/requirements'
import { scoreOnly } from '../../src/matching/score'
import { emptyTalent, type Talent } from '../../src/profile/talent'
import { demoTalents, jobWith, preparedJobs, skill, talentWith, today } from './cast'

const none: ReadonlySet<string> = new Set()
const ask = (talent: Talent, jobs = preparedJobs, skipped = none) =>
  mostUsefulQuestion(jobs, talent, { today, skipped })

function answered(talent: Talent, question: Question): Talent {
  if (question.kind !== 'preference') return withYears(talent, question.skill, 3)
  const answers = {
    desiredMonthlyRateYen: 800_000,
    desiredWorkingDays: 4,
    desiredOfficeDays: 1,
    desiredPrefectures: ['大阪府'],
    desiredWorkStyles: ['remote' as const],
    availableFrom: today,
    desiredHoursPerDay: '8' as const,
  }
  return { ...talent, [question.field]: answers[question.field] }
}

function widths(talent: Talent): number[] {
  const prepared = prepareTalent(talent, today)
  return preparedJobs.map((job) => {
    const { low, high } = scoreOnly(job, prepared)
    return high - low
  })
}

describe('the most useful question', () => {
  test('makes the range of about as many jobs narrower as it says, whatever is answered', async () => {
    let asked = 0
    for (const talent of demoTalents.slice(0, 12)) {
      const found = await ask(talent)
      if (found === null) continue
      asked += 1
      const before = widths(talent)
      const after = widths(answered(talent, found.question))
      const narrowed = after.filter((width, at) => width < (before[at] ?? 0)).length
      expect([talent.id, narrowed >= found.narrowed / 2]).toEqual([talent.id, true])
      expect(found.jobs).toBe(preparedJobs.length)
    }
    expect(asked).toBeGreaterThan(8)
  })

  test('is about what the profile leaves open, and never the same again once it is answered or put off', async () => {
    for (const talent of demoTalents.slice(0, 6)) {
      let current = talent
      const seen = new Set<string>()
      for (let round = 0; round < 4; round += 1) {
        const found = await ask(current, preparedJobs, round % 2 === 0 ? none : seen)
        if (found === null) break
        const key = questionKey(found.question)
        if (round % 2 === 1) expect(seen.has(key)).toBe(false)
        seen.add(key)
        if (found.question.kind === 'preference') expect(isSilent(current, found.question.field)).toBe(true)
        current = answered(current, found.question)
        const next = await ask(current)
        expect(next && questionKey(next.question)).not.toBe(key)
      }
    }
  })

  test('asks for how long, where a skill stands without years', async () => {
    const job = prepareJob(jobWith({ skills: [], mustSkills: '・Goでの開発経験3年以上', wantSkills: '' }))
    const wishes = { ...demoTalents[0] } as Talent
    const talent: Talent = {
      ...wishes,
      skills: [skill('Go', null)],
      workHistory: [],
      selfPr: '',
      languagesAndTools: '',
    }
    expect((await ask(talent, [job]))?.question).toEqual({ kind: 'years', skill: 'Go' })
  })

  test('asks an empty profile for a skill or a wish, and nobody about what no job asks', async () => {
    const found = await ask(emptyTalent('nobody'))
    expect(found?.narrowed).toBeGreaterThan(0)
    expect(await ask(talentWith({}), [])).toBeNull()
  })
})

test('years go into the row that lacks them, and into a new one where there is none', () => {
  const talent = talentWith({ skills: [skill('Go', null), skill('PHP', 2)] })
  expect(withYears(talent, 'Go', 4).skills.map(({ name, years }) => [name, years])).toEqual([
    ['Go', 4],
    ['PHP', 2],
  ])
  expect(withYears(talent, 'Rust', 1).skills.map(({ name, years }) => [name, years])).toEqual([
    ['Go', null],
    ['PHP', 2],
    ['Rust', 1],
  ])
})

test('a profile that is read again with a line more is read as if for the first time', () => {
  for (const talent of demoTalents) {
    const read = openReader()
    prepareTalent(talent, today, read)
    const more = {
      ...talent,
      skills: [...talent.skills, skill('Go', 3)],
      selfPr: `${talent.selfPr}\nRustは未経験です。`,
    }
    expect(prepareTalent(more, today, read)).toEqual(prepareTalent(more, today))
    expect(read(talent.selfPr)).toBe(read(talent.selfPr))
  }
})
