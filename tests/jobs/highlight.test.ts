import { describe, expect, test } from 'bun:test'
import { explain, highlight, type Segment } from '../../src/jobs/highlight'
import type { Job } from '../../src/jobs/job'
import { readSearch, type SearchPart } from '../../src/jobs/search-query'
import { type SearchedText, searchEntry, searchedTexts, searchSpelling, spelled } from '../../src/jobs/search-text'
import { JobCard } from '../../views/jobs/card'
import { createRandom } from '../support/random'
import { demoJobs } from './generated-jobs'

const inOverview = (text: string): SearchedText => ({ field: 'overview', text })
const shown = (segments: Segment[]) => segments.map(({ text, isHit }) => (isHit ? `[${text}]` : text)).join('')
const marks = (typed: string, text: string) => shown(highlight(inOverview(text), readSearch(typed).wanted))

/** What is typed, and a text with what must be marked in it. */
const cases: [string, string][] = [
  ['Java', '[Java]とJavaScriptの経験'],
  ['JS', 'Javaと[JavaScript]、[JS]の経験'],
  ['ｊａｖａ', '[JAVA]、[ｊａｖａ]'],
  ['C', 'C#とC++と[C言語]'],
  ['React', 'React Nativeか[React]'],
  ['k8s', '[Kubernetes]の運用'],
  ['Spring Boot', '[SpringBoot]、[Spring Boot]'],
  ['キロ', '1[㌔]先'],
  ['キ', '1[㌔]先'],
  ['バス', '[ﾊﾞｽ]停から5分'],
  ['ばす', '[バス]、[ﾊﾞｽ]、[ばす]、[は\u3099す]'],
  ['サーバー', '[サーバ]と構築、[サーバー]'],
  ['ｻｰﾊﾞ', '[サーバー]'],
  ['要件', '[要件]定義'],
  ['要', '[要]員'],
  ['"要件定義"', '[要件定義]、要件、定義'],
  ['要件 -折衝', '[要件]と折衝'],
  ['-要件', '要件'],
  ['生成ai', '[生成ＡＩ]の活用'],
  ['CI', '[CI]/CD、[ci]-cd'],
  ['web', '[ｗｅｂ]系、[Web]、cobweb'],
  ['100%', '[１００％]リモート'],
  ['決済 API', '[決済API]の開発'],
]

describe('what a search marks', () => {
  test.each(cases)('%s in %s', (typed, expected) => {
    expect(marks(typed, expected.replace(/[[\]]/g, ''))).toBe(expected)
  })

  test('is the station with and without 駅, in its own field', () => {
    const station = (typed: string, text: string) =>
      shown(highlight({ field: 'nearestStation', text }, readSearch(typed).wanted))
    expect(station('渋谷駅', '渋谷')).toBe('[渋谷]')
    expect(station('渋谷', '渋谷駅')).toBe('[渋谷]駅')
    expect(station('渋谷駅', ' 渋谷駅')).toBe(' [渋谷駅]')
    expect(marks('渋谷駅', '渋谷のオフィス')).toBe('渋谷のオフィス')
  })
})

const [sample] = demoJobs
if (sample === undefined) throw new Error('no demo job')
const job = (changes: Partial<Job>): Job => ({ ...sample, ...changes })
const why = (typed: string, changes: Partial<Job>) => {
  const { title, excerpt } = explain(job(changes), readSearch(typed).wanted)
  return { title: shown(title), excerpt: excerpt && `${excerpt.field}: ${shown(excerpt.segments)}` }
}

describe('why a job was found', () => {
  test('needs no passage when the title says it', () => {
    expect(why('決済', { title: '決済APIの開発', overview: '決済' })).toEqual({
      title: '[決済]APIの開発',
      excerpt: null,
    })
  })

  test('is one line of the text that has the words the title has not', () => {
    const texts = { title: '決済の開発', mustSkills: '・SQLの経験\n・Goでの開発経験\n・Gitの経験' }
    expect(why('決済 golang', texts)).toEqual({ title: '[決済]の開発', excerpt: 'mustSkills: [Go]での開発経験' })
  })

  test('is cut short around the words, and says so', () => {
    const overview = `${'前'.repeat(100)}決済${'後'.repeat(100)}`
    expect(why('決済', { title: '開発', mustSkills: '', overview }).excerpt).toBe(
      `overview: …${'前'.repeat(16)}[決済]${'後'.repeat(42)}…`,
    )
  })
})

test('what a job says is text, marked or not', () => {
  const evil = '<b>決済</b><img src=x onerror=alert(1)>'
  const found = job({ title: evil, mustSkills: evil })
  for (const typed of ['決済', 'img', '決済 onerror', '<b>']) {
    const explanation = explain(found, readSearch(typed).wanted)
    const listed = {
      job: found,
      match: null,
      evaluation: null,
      isStaffPick: false,
      applied: null,
      isBookmarked: null,
      explanation,
    }
    // In a quoted attribute only quotes can do harm.
    const card = String(JobCard({ listed, today: '2026-11-22' })).replace(/aria-label="[^"]*"/g, '')
    expect(card.replace(/<\/?mark>/g, '')).toContain(`>${Bun.escapeHTML(evil)}<`)
    expect(card).not.toMatch(/<img|<b>決済/)
  }
})

const chance = createRandom(14)
const pick = <T>(values: readonly T[]): T => values[Math.floor(chance() * values.length)] as T
const odd = ['㌔', 'ﾊﾞ', 'は\u3099', '①', '\u200b', '　', '🙂', 'ー', '駅', 'İ', '\n', '-', '"', '㈱', 'ﬁ', 'か゚', '%']
/** A passage of some job, damaged here and there. */
function randomText(): string {
  const { text } = pick(searchedTexts(pick(demoJobs)))
  const from = Math.floor(chance() * text.length)
  const piece = text.slice(from, from + 1 + Math.floor(chance() * 12))
  return chance() < 0.5 ? piece : [...piece].map((one) => (chance() < 0.2 ? pick(odd) + one : one)).join('')
}

const isFound = (entry: { text: string; terms: string[] }, { anyOf }: SearchPart) =>
  anyOf.some(
    ({ terms, text }) =>
      terms.every((term) => entry.terms.includes(term)) && (text === null || entry.text.includes(text)),
  )

describe('for whatever is typed and written', () => {
  test('the pieces together are the text', () => {
    for (let round = 0; round < 2_000; round += 1) {
      const text = randomText() + randomText()
      const { wanted } = readSearch(chance() < 0.5 ? text.slice(1, 4) : randomText())
      const pieces = highlight(inOverview(text), wanted)
      expect(pieces.map((piece) => piece.text).join('')).toBe(text)
      expect(spelled(text).text.trim()).toBe(searchSpelling(text))
    }
  })

  test('a job that is found says where each of the words is', () => {
    let found = 0
    for (let round = 0; round < 3_000; round += 1) {
      const one = job({
        ...pick(demoJobs),
        notes: randomText(),
        nearestStation: pick(['渋谷駅', '渋谷', ' 大手町駅 ']),
      })
      const { wanted } = readSearch(
        `${chance() < 0.3 ? randomText() : one.notes.slice(0, 6)} ${pick(['', '渋谷駅', 'JS'])}`,
      )
      if (wanted.length === 0 || !wanted.every((part) => isFound(searchEntry(one), part))) continue
      found += 1
      const texts = searchedTexts(one)
      for (const part of wanted)
        expect(texts.some((text) => highlight(text, [part]).some(({ isHit }) => isHit))).toBe(true)
      const { title, excerpt } = explain(one, wanted)
      expect([...title, ...(excerpt?.segments ?? [])].some(({ isHit }) => isHit)).toBe(true)
    }
    expect(found).toBeGreaterThan(500)
  })
})
