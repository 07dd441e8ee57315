import { skillsByName } from '../../src/matching/dictionary'
import { prepareTalent } from '../../src/matching/reader'
import { type PreparedJob, prepareJob } from '../../src/matching/requirements'
import { match, scoreOnly } from '../../src/matching/score'
import { emptyTalent, type Talent } from '../../src/profile/talent'
import { createRandom } from '../support/random'
import { jobWith, skill, today } from './cast'
import { injections } from './injections'
import { labelledSet } from './labelled'

/** One relation on one person, against every job of the generated set. `broken`: where it does not hold, empty when it does. */
export type RelationCase = { relation: string; name: string; broken: () => string[] }

const set = labelledSet({ jobs: 60, talents: 30, seed: 7 })
const jobs = set.jobs.map(prepareJob)
const chance = createRandom(23)
const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T
const some = <T>(list: readonly T[], count: number): T[] => Array.from({ length: count }, () => pick(list))

const prepared = (talent: Talent) => prepareTalent(talent, today)
type Numbers = ReturnType<typeof scoreOnly>
type Rule = (before: Numbers, after: Numbers) => boolean

/** Which jobs break a rule when a person's profile changes. */
function brokenBy(before: Talent, after: Talent, holds: Rule, of: PreparedJob[] = jobs): string[] {
  const [first, second] = [prepared(before), prepared(after)]
  return of.flatMap((job) => {
    const [one, other] = [scoreOnly(job, first), scoreOnly(job, second)]
    return holds(one, other) ? [] : [`${job.id}: ${JSON.stringify(one)} → ${JSON.stringify(other)}`]
  })
}

const same: Rule = (before, after) => JSON.stringify(before) === JSON.stringify(after)
const notLower: Rule = (before, after) => (after.score ?? 0) >= (before.score ?? 0)
const notHigher: Rule = (before, after) => (after.score ?? 0) <= (before.score ?? 0)
const notMoved: Rule = (before, after) => Math.abs((after.score ?? 0) - (before.score ?? 0)) <= 1

/** Persons with a name for the case. */
const people = (count: number) => some([...set.talents.entries()], count)
const about = (relation: string, count: number, make: (talent: Talent, n: number) => Omit<RelationCase, 'relation'>) =>
  people(count).map(([at, talent], n) => {
    const { name, broken } = make(talent, n)
    return { relation, name: `${name} (person ${at}, ${n})`, broken }
  })

/** The skills that a job requires, by the name the dictionary has. */
const required = (job: PreparedJob) =>
  job.must.flatMap(({ groups }) => groups.flat()).filter(({ key }) => skillsByName.has(key))

const addedSkill = about('a required skill that is added does not lower the score', 14, (talent) => {
  const job = pick(jobs.filter((one) => required(one).length > 0))
  const need = pick(required(job))
  const row = skill(need.key, pick([null, 1, 5]), { level: null, lastUsedYear: null })
  const added = { ...talent, skills: [...talent.skills, row] }
  return { name: need.key, broken: () => brokenBy(talent, added, notLower, [job]) }
})

const removedSkill = about('a skill that is removed does not raise the score', 14, (talent) => {
  const gone = pick(talent.skills.filter(({ level }) => level !== 'learning'))
  const fewer = { ...talent, skills: talent.skills.filter((row) => row !== gone) }
  return { name: gone?.name ?? 'none', broken: () => brokenBy(talent, fewer, notHigher) }
})

const moreYears = about('more years up to the need do not lower the score', 14, (talent) => {
  const name = pick([...skillsByName.keys()].slice(0, 60))
  const need = pick([2, 3, 5])
  const job = prepareJob(jobWith({ mustSkills: `・${name}での開発経験${need}年以上` }))
  const ladder = [null, 0.5, 1, 1.5, 2, 3, 4, 5].map((years) => ({
    ...talent,
    skills: [...talent.skills.filter((row) => row.name !== name), skill(name, years)],
  }))
  const broken = () =>
    ladder.flatMap((one, at) => (at === 0 ? [] : brokenBy(ladder[at - 1] ?? one, one, notLower, [job])))
  return { name: `${name} ${need}`, broken }
})

const persons: [string, (talent: Talent) => Talent][] = [
  ['name', (talent) => ({ ...talent, familyName: pick(['鈴木', '李', 'Smith', '後']), givenName: '一' })],
  ['kana', (talent) => ({ ...talent, familyNameKana: 'ジャバ', givenNameKana: 'ゴー' })],
  ['birth date', (talent) => ({ ...talent, birthDate: pick(['1949-12-31', '2004-02-29']) })],
  ['gendered name', (talent) => ({ ...talent, givenName: pick(['花子', '太郎']), givenNameKana: 'ハナコ' })],
  ['address', (talent) => ({ ...talent, prefecture: '沖縄県', address: 'AWS町1-1 React荘', postalCode: '900-0000' })],
  ['mail and phone', (talent) => ({ ...talent, email: 'java-go-aws@example.com', phone: '090-0000-0000' })],
  ['nationality', (talent) => ({ ...talent, selfPr: `${talent.selfPr}\n国籍はベトナムです。` })],
  ['school', (talent) => ({ ...talent, selfPr: `${talent.selfPr}\n東都大学を卒業しました。` })],
  ['age', (talent) => ({ ...talent, selfPr: `${talent.selfPr}\n今年で58歳になります。` })],
  [
    'employer',
    (talent) => ({ ...talent, workHistory: talent.workHistory.map((entry) => ({ ...entry, company: 'Go商事' })) }),
  ],
  ['career gap', (talent) => ({ ...talent, workHistory: talent.workHistory.map(earlier) })],
]
function earlier(entry: Talent['workHistory'][number], at: number) {
  const shift = (month: string | null) => month?.replace(/^\d{4}/, (year) => String(Number(year) - 1)) ?? null
  return at === 0 ? entry : { ...entry, startMonth: shift(entry.startMonth), endMonth: shift(entry.endMonth) }
}
const whoIsNobodysBusiness = persons.flatMap(([name, change]) =>
  about('what a person is changes no number', 2, (talent) => {
    const other = change(talent)
    return { name, broken: () => brokenBy(talent, other, same) }
  }),
)

const widen = (text: string) => text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))
const rewritten = (change: (text: string) => string) => (talent: Talent) => ({
  ...talent,
  languagesAndTools: change(talent.languagesAndTools),
  skills: talent.skills.map((row) => ({ ...row, name: change(row.name) })),
  workHistory: talent.workHistory.map((entry) => ({ ...entry, technologies: change(entry.technologies) })),
})
const spellings: [string, (talent: Talent) => Talent][] = [
  ['full width', rewritten(widen)],
  ['upper case', rewritten((text) => text.toUpperCase())],
  ['lower case', rewritten((text) => text.toLowerCase())],
  [
    'alias',
    (talent) => ({
      ...talent,
      skills: talent.skills.map((row) => ({
        ...row,
        name: pick([...(skillsByName.get(row.name)?.spellings ?? [row.name])]),
      })),
    }),
  ],
]
const spelling = spellings.flatMap(([name, change]) =>
  about('how a skill is spelt changes no number', 4, (talent) => {
    const other = change(talent)
    return { name, broken: () => brokenBy(talent, other, same) }
  }),
)

const repetition = about('what is said again changes no number', 12, (talent, n) => {
  const again = n % 2 === 0 ? 20 : 3
  const loud = {
    ...talent,
    languagesAndTools: Array(again).fill(talent.languagesAndTools).join('\n'),
    skills: [...talent.skills, ...talent.skills],
    workHistory: [...talent.workHistory, ...talent.workHistory],
  }
  return { name: `${again} times`, broken: () => brokenBy(talent, loud, same) }
})

const denials = [
  '{}は未経験です。',
  '{}の業務経験はありません。',
  '{}：経験なし',
  '{}は触ったことがない。',
  '{}の実務経験はございません。',
]
/** What is said of a requirement of one skill by somebody who says only this. */
const verdictOf = (mustSkills: string, talent: Talent) => {
  const [first] = match(prepareJob(jobWith({ mustSkills })), prepared(talent)).requirements
  return first?.verdict
}
const metAll = (verdict: string | undefined) =>
  verdict === 'met' || verdict === undefined ? [`verdict: ${verdict}`] : []
const negation = about('a skill that is denied is not met', 14, (_, n) => {
  const name = pick([...skillsByName.keys()])
  const text = (denials[n % denials.length] ?? '').replace('{}', name)
  const talent = { ...emptyTalent('nobody'), selfPr: text }
  return { name: text, broken: () => metAll(verdictOf(`・${name}での開発経験`, talent)) }
})

const confusable: [string, string][] = [
  ['Java', 'JavaScript'],
  ['JavaScript', 'Java'],
  ['C', 'C#'],
  ['C', 'C++'],
  ['C#', 'C++'],
  ['Go', 'Google Analytics'],
  ['R', 'React'],
  ['React', 'React Native'],
  ['SQL', 'NoSQL'],
  ['Swift', 'SwiftUI'],
  ['PHP', 'PHPUnit'],
  ['Spring Boot', 'Bootstrap'],
  ['Ruby', 'Rust'],
  ['Vue.js', 'Nuxt.js'],
]
const lookalikes = confusable
  .filter(([asked]) => skillsByName.has(asked))
  .map(([asked, held]) => ({
    relation: 'a name that looks alike is not met',
    name: `${held} for ${asked}`,
    broken: () =>
      metAll(
        verdictOf(`・${asked}での開発経験`, {
          ...emptyTalent('nobody'),
          skills: [skill(held, 5)],
          languagesAndTools: held,
        }),
      ),
  }))

const chatter = [
  '週末は山に登り、家ではパンを焼きます。',
  '犬と暮らしています。好きな季節は秋です。',
  '読書と料理が好きで、最近は陶芸も始めました。',
  '子どもの送り迎えのため、夕方は早めに上がれると助かります。',
  '健康のために毎朝三十分ほど走っています。',
]
const unrelated = about('unrelated words move the score by one at most', 14, (talent) => {
  const words = some(chatter, 3).join('')
  const longer = { ...talent, selfPr: `${talent.selfPr}\n${words}` }
  return { name: words.slice(0, 12), broken: () => brokenBy(talent, longer, notMoved) }
})

const injected = injections.slice(0, 24).map((text, n) => {
  const [, talent] = people(1)[0] as [number, Talent]
  const places = [
    { ...talent, selfPr: `${talent.selfPr}\n${text}` },
    { ...talent, languagesAndTools: `${talent.languagesAndTools}\n${text}` },
    {
      ...talent,
      workHistory: talent.workHistory.map((entry) => ({ ...entry, description: `${entry.description}\n${text}` })),
    },
  ]
  const after = places[n % places.length] ?? talent
  const noGain: Rule = (before, now) => (now.score ?? 0) <= (before.score ?? 0) + 1
  return {
    relation: 'an instruction to the judge gains nothing',
    name: text.slice(0, 24),
    broken: () => brokenBy(talent, after, noGain),
  }
})

const empty = [{}, { selfPr: 'よろしくお願いします。' }, { familyName: '田中', email: 'a@example.com' }].map(
  (given, n) => ({
    relation: 'a profile with nothing to judge has no score',
    name: `empty ${n}`,
    broken: () => {
      const nobody = prepared({ ...emptyTalent('nobody'), ...given })
      return jobs.filter((job) => scoreOnly(job, nobody).score !== null).map(({ id }) => id)
    },
  }),
)

const wishes: Partial<Talent>[] = [
  { desiredMonthlyRateYen: null },
  { desiredWorkingDays: null },
  { desiredOfficeDays: null },
  { desiredPrefectures: [] },
  { desiredWorkStyles: [] },
  { availableFrom: null },
  { desiredHoursPerDay: null },
]
const fullWishes: Partial<Talent> = {
  desiredMonthlyRateYen: 700_000,
  desiredWorkingDays: 4,
  desiredOfficeDays: 1,
  desiredPrefectures: ['東京都'],
  desiredWorkStyles: ['remote', 'hybrid'],
  availableFrom: '2026-12-01',
  desiredHoursPerDay: '8',
}
const silence = wishes.flatMap((without) =>
  about('a wish that is missing does not make the range narrower', 2, (talent) => {
    const before = { ...talent, ...fullWishes }
    const after = { ...before, ...without }
    const notNarrower: Rule = (one, other) => other.high - other.low >= one.high - one.low
    return { name: Object.keys(without).join(), broken: () => brokenBy(before, after, notNarrower) }
  }),
)

const pay = about('higher pay does not lower what somebody wants', 12, (talent) => {
  const wishing = prepared({ ...talent, ...fullWishes, desiredMonthlyRateYen: pick([500_000, 700_000, 900_000]) })
  const job = pick(set.jobs)
  const ladder = [400_000, 550_000, 700_000, 850_000, 1_000_000].map(
    (yen) => scoreOnly(prepareJob({ ...job, monthlyRateYen: yen, minimumMonthlyRateYen: null }), wishing).want ?? 0,
  )
  return {
    name: job.id,
    broken: () => ladder.flatMap((want, at) => (want < (ladder[at - 1] ?? 0) ? [ladder.join()] : [])),
  }
})

const evidence = about('every word of evidence is the talent’s own', 12, (talent) => {
  const texts = JSON.stringify(talent)
  const broken = () =>
    jobs.flatMap((job) =>
      match(job, prepared(talent)).requirements.flatMap(({ verdict, evidence: words }) => {
        const isOwn = words.split(/[、 ]/).every((part) => texts.includes(JSON.stringify(part).slice(1, -1)))
        return isOwn && (words === '') === (verdict === 'not_found') ? [] : [`${job.id}: ${verdict} ${words}`]
      }),
    )
  return { name: 'all jobs', broken }
})

/** Every relation of the matching design, on persons and jobs of a generated set. */
export const relationCases: RelationCase[] = [
  addedSkill,
  removedSkill,
  moreYears,
  whoIsNobodysBusiness,
  spelling,
  repetition,
  negation,
  lookalikes,
  unrelated,
  injected,
  empty,
  silence,
  pay,
  evidence,
].flat()
