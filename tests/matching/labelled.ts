import type { Job } from '../../src/jobs/job'
import type { Verdict } from '../../src/matching/requirement'
import type { Talent, WorkHistoryEntry } from '../../src/profile/talent'
import { createRandom } from '../support/random'
import { jobWith, skill, talentWith } from './cast'

/** What is true of somebody, before anything is put into words. */
type Truth = { years: number | null } | 'denied' | 'learning'
type Person = { track: Track; knows: Map<string, Truth> }
type Request = { skill: string; years: number | null }
type Vacancy = { track: Track; must: Request[]; want: Request[] }

export type LabelledSet = {
  jobs: Job[]
  talents: Talent[]
  /** 0..3: how well the job at one place truly fits the talent at another. */
  grade: (talent: number, job: number) => number
  /** What is true of each sentence of a job's 必須スキル and 尚可スキル, in their order. */
  verdicts: (talent: number, job: number) => { kind: 'must' | 'want'; skill: string; truth: Verdict }[]
}

/** Skills by trade, each with the spellings that people really use. */
const tracks = {
  backend: {
    position: 'バックエンドエンジニア',
    skills: {
      Java: ['Java', 'JAVA', 'Ｊａｖａ', 'Java17'],
      'Spring Boot': ['Spring Boot', 'SpringBoot', 'spring boot'],
      Go: ['Go', 'Golang', 'Go言語', 'ＧＯ言語'],
      PHP: ['PHP', 'php', 'ＰＨＰ'],
      Laravel: ['Laravel', 'laravel'],
      Ruby: ['Ruby', 'ruby'],
      'Ruby on Rails': ['Ruby on Rails', 'Rails', 'RoR'],
      Python: ['Python', 'Python3', 'python'],
      PostgreSQL: ['PostgreSQL', 'Postgres', 'postgresql'],
      MySQL: ['MySQL', 'mysql'],
    },
  },
  frontend: {
    position: 'フロントエンドエンジニア',
    skills: {
      JavaScript: ['JavaScript', 'JS', 'Javascript'],
      TypeScript: ['TypeScript', 'TS', 'typescript'],
      React: ['React', 'React.js', 'ReactJS'],
      'Vue.js': ['Vue.js', 'Vue', 'VueJS'],
      'Next.js': ['Next.js', 'NextJS'],
      Angular: ['Angular', 'angular'],
    },
  },
  infra: {
    position: 'インフラエンジニア',
    skills: {
      AWS: ['AWS', 'ＡＷＳ', 'Amazon Web Services'],
      Kubernetes: ['Kubernetes', 'k8s', 'K8s'],
      Docker: ['Docker', 'docker'],
      Terraform: ['Terraform', 'terraform'],
      Linux: ['Linux', 'linux'],
      Ansible: ['Ansible', 'ansible'],
    },
  },
  mobile: {
    position: 'モバイルエンジニア',
    skills: {
      Swift: ['Swift', 'swift'],
      Kotlin: ['Kotlin', 'kotlin'],
      Flutter: ['Flutter', 'flutter'],
    },
  },
} satisfies Record<string, { position: string; skills: Record<string, string[]> }>
type Track = keyof typeof tracks

const spellings = new Map<string, string[]>(Object.values(tracks).flatMap(({ skills }) => Object.entries(skills)))
const trackNames = Object.keys(tracks) as Track[]

const musts: ((name: string, years: number | null) => string)[] = [
  (name, years) => (years === null ? `${name}を用いた開発のご経験` : `${name}を用いた開発のご経験が${years}年以上`),
  (name, years) =>
    years === null ? `${name}の実務経験をお持ちの方` : `${name}の実務経験（${years}年以上）をお持ちの方`,
  (name, years) =>
    years === null ? `実案件で${name}を扱ったことがある` : `実案件で${name}を${years}年以上扱ったことがある`,
  (name, years) => (years === null ? `${name}経験者` : `${name}経験者 ${years}年以上`),
]
const wants: ((name: string) => string)[] = [
  (name) => `${name}を触ったことがあれば歓迎`,
  (name) => `${name}の経験がある方は優遇`,
  (name) => `${name}の利用経験`,
]
const distractions = [
  'Google スプレッドシートで進捗を管理してきました。',
  'チームの勉強会を毎月開き、若手の相談にのっています。',
  'お客様との打ち合わせから担当し、資料も自分で作ります。',
  '休日は登山とカメラを楽しんでいます。',
  '在宅でも毎朝の短い会議を欠かしません。',
]

/** At least 60 jobs and 30 talents, wording apart from the demo data; the same for the same seed. */
export function labelledSet({ jobs: jobCount = 80, talents: talentCount = 40, seed = 41 } = {}): LabelledSet {
  const chance = createRandom(seed)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(chance() * values.length)] as T
  const some = <T>(values: readonly T[], count: number): T[] =>
    values
      .map((value) => ({ value, place: chance() }))
      .sort((a, b) => a.place - b.place)
      .slice(0, count)
      .map(({ value }) => value)
  const spelt = (name: string) => pick(spellings.get(name) ?? [name])
  const skillsOf = (track: Track) => Object.keys(tracks[track].skills)

  const person = (): Person => {
    const track = pick(trackNames)
    const own = some(skillsOf(track), 2 + Math.floor(chance() * 3))
    const other = some(skillsOf(pick(trackNames)), Math.floor(chance() * 2))
    const knows = new Map<string, Truth>(
      [...own, ...other].map((name) => [name, { years: 1 + Math.floor(chance() * 9) }]),
    )
    const unknown = [...spellings.keys()].filter((name) => !knows.has(name))
    for (const name of some(unknown, 2)) knows.set(name, chance() < 0.6 ? 'denied' : 'learning')
    return { track, knows }
  }
  const vacancy = (): Vacancy => {
    const track = pick(trackNames)
    const names = some(skillsOf(track), Math.min(skillsOf(track).length, 2 + Math.floor(chance() * 2)))
    const extra = some(
      [...spellings.keys()].filter((name) => !names.includes(name)),
      1 + Math.floor(chance() * 2),
    )
    const years = () => (chance() < 0.35 ? null : 1 + Math.floor(chance() * 5))
    return {
      track,
      must: names.map((name) => ({ skill: name, years: years() })),
      want: extra.map((name) => ({ skill: name, years: null })),
    }
  }
  const people = Array.from({ length: talentCount }, person)
  const vacancies = Array.from({ length: jobCount }, vacancy)

  const inWords = ({ track, knows }: Person, at: number): Talent => {
    const rows: Talent['skills'] = []
    const history: WorkHistoryEntry[] = []
    const sentences: string[] = some(distractions, 2)
    const tools: string[] = []
    for (const [name, truth] of knows) {
      if (truth === 'denied')
        sentences.push(pick([`${spelt(name)}は未経験です。`, `${spelt(name)}の業務経験はありません。`]))
      else if (truth === 'learning') sentences.push(`${spelt(name)}は独学で勉強中です。`)
      else {
        const { years } = truth
        const place = chance()
        if (place < 0.4) rows.push(skill(spelt(name), years))
        else if (place < 0.65) history.push(work(spelt(name), years ?? 1))
        else if (place < 0.85) sentences.push(`${spelt(name)}での開発に${years}年携わってきました。`)
        else tools.push(`${spelt(name)}（${years}年）`)
      }
    }
    const selfPr = some(sentences, sentences.length).join('\n')
    const positions = [tracks[track].position]
    const languagesAndTools = tools.join('、')
    return talentWith({ id: `talent-${at}`, skills: rows, workHistory: history, selfPr, positions, languagesAndTools })
  }
  const asJob = ({ track, must, want }: Vacancy, at: number): Job =>
    jobWith({
      id: `job-${String(at).padStart(3, '0')}`,
      title: `${pick(['新規', '既存', '大規模', '社内'])}${pick(['サービス', 'システム', 'プロダクト'])}の${tracks[track].position}`,
      positions: [tracks[track].position],
      mustSkills: must.map((one) => `・${pick(musts)(spelt(one.skill), one.years)}`).join('\n'),
      wantSkills: want.map((one) => `・${pick(wants)(spelt(one.skill))}`).join('\n'),
      publishedOn: `2026-${pick(['08', '09', '10', '11'])}-${String(1 + Math.floor(chance() * 20)).padStart(2, '0')}`,
    })
  const talents = people.map(inWords)
  const jobs = vacancies.map(asJob)
  return {
    jobs,
    talents,
    grade: (talent, job) => gradeOf(people[talent] as Person, vacancies[job] as Vacancy),
    verdicts: (talent, job) => {
      const { must, want } = vacancies[job] as Vacancy
      const truth = (one: Request) => truthOf(people[talent] as Person, one)
      return [
        ...must.map((one) => ({ kind: 'must' as const, skill: one.skill, truth: truth(one) })),
        ...want.map((one) => ({ kind: 'want' as const, skill: one.skill, truth: truth(one) })),
      ]
    },
  }
}

/** A period that ends today. */
function work(technologies: string, years: number): WorkHistoryEntry {
  const shape = { rowId: null, company: '', industry: null, role: null, teamSize: null, phases: [], description: '' }
  return { ...shape, technologies, startMonth: `${2026 - years}-11`, endMonth: null }
}

function truthOf({ knows }: Person, { skill: name, years }: Request): Verdict {
  const truth = knows.get(name)
  if (truth === undefined) return 'not_found'
  if (truth === 'denied') return 'contradicted'
  if (truth === 'learning') return 'adjacent'
  return years === null || (truth.years ?? 0) >= years ? 'met' : 'adjacent'
}

/** Half of a job's worth is having its skills at all, the rest having them long enough; its trade and wishes count little. */
function gradeOf(person: Person, { track, must, want }: Vacancy): number {
  const worth = ({ skill: name, years }: Request) => {
    const truth = person.knows.get(name)
    if (truth === undefined || truth === 'denied') return 0
    if (truth === 'learning') return 0.1
    return years === null ? 1 : 0.5 + 0.5 * Math.min(1, (truth.years ?? 0) / years)
  }
  const mean = (list: Request[]) => list.reduce((sum, one) => sum + worth(one), 0) / Math.max(1, list.length)
  const total = 0.75 * mean(must) + 0.1 * mean(want) + (person.track === track ? 0.15 : 0)
  return total >= 0.8 ? 3 : total >= 0.55 ? 2 : total >= 0.35 ? 1 : 0
}
