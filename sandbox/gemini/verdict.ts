import type { Numbered } from './prompt'

export type Verdict = 'met' | 'adjacent' | 'not_found' | 'contradicted'
export type Judgement = { readonly verdict: Verdict; readonly evidence: readonly Numbered[] }

/** Knowing one of a family is close to knowing another. */
const families = [
  ['aws', 'google cloud', 'gcp', 'azure'],
  ['react', 'vue', 'vue.js', 'angular', 'next.js', 'nuxt'],
  ['java', 'kotlin', 'scala'],
  ['go', 'golang', 'rust'],
  ['postgresql', 'mysql', 'oracle', 'rdbms'],
  ['docker', 'kubernetes', 'k8s', 'ecs'],
  ['javascript', 'typescript'],
  ['php', 'ruby', 'python'],
]
const common = new Set([
  '経験',
  '開発',
  '以上',
  '実務',
  '知識',
  '利用',
  '使用',
  '業務',
  '歓迎',
  '必須',
  '尚可',
  '程度',
  '年以上',
])
const denial = /未経験|経験な[しい]|経験はな|ありません|できません|学習のみ/

/** What a careful reader would say, by rules alone: the same texts always get the same verdict. */
export function judge(requirement: string, sentences: readonly Numbered[]): Judgement {
  const wanted = fold(requirement)
  const terms = termsOf(wanted)
  const hits = sentences.filter(({ text }) => terms.some((term) => contains(fold(text), term)))
  const denied = hits.find(({ text }) => denial.test(text))
  if (denied) return { verdict: 'contradicted', evidence: [denied] }
  const [first] = hits
  if (first) return { verdict: hasYears(wanted, hits) ? 'met' : 'adjacent', evidence: [first] }
  const relatives = families.filter((family) => family.some((member) => contains(wanted, member))).flat()
  const near = sentences.find(
    ({ text }) => !denial.test(text) && relatives.some((member) => contains(fold(text), member)),
  )
  return near ? { verdict: 'adjacent', evidence: [near] } : { verdict: 'not_found', evidence: [] }
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Product names and words of the alphabet first; only without any, the Japanese nouns. */
function termsOf(text: string): string[] {
  const latin = text.match(/[a-z][a-z0-9+#.]*/g)?.map((word) => word.replace(/\.+$/, '')) ?? []
  if (latin.length > 0) return latin
  const nouns = text.match(/[\p{Script=Katakana}ー]{2,}|[\p{Script=Han}]{2,}/gu) ?? []
  return nouns.filter((noun) => !common.has(noun))
}

function contains(text: string, term: string): boolean {
  const isWord = /^[a-z]/.test(term)
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const before = text[at - 1] ?? ' '
    const after = text[at + term.length] ?? ' '
    if (!isWord || !(/[a-z0-9]/.test(before) || /[a-z0-9+#]/.test(after))) return true
  }
  return false
}

/** Years stated by the candidate must reach the years asked for; silence about years is accepted. */
function hasYears(requirement: string, hits: readonly Numbered[]): boolean {
  const needed = Number(/(\d+)\s*年/.exec(requirement)?.[1] ?? 0)
  const stated = hits.flatMap(({ text }) =>
    [...fold(text).matchAll(/(\d{1,2})\s*年(?!\d|月)/g)].map((found) => Number(found[1])),
  )
  return needed === 0 || stated.length === 0 || Math.max(...stated) >= needed
}
