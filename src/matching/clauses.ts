import { foldText } from './fold'
import { findSkills } from './skills'

/** One request of a job text: `head` is judged, `asides` are what stood in brackets. */
export type Clause = { text: string; head: string; asides: string[] }

const bullet = /^[\s・･●○■□◆◇※*\-–—]*(?:[①-⑳]|[(（]?\d{1,2}[)）.．]\s)?\s*/
/** Words that make a piece a request of its own rather than an item in a list of names. */
export const predicate =
  /\d年|\d年|経験|実務|以上|理解|知識|構築|運用|開発|設計|作成|利用|できる|こと|基礎|基本|テスト|読[みめ]|書け|ある方/
/** Brackets that hold only a span of time speak about the words before them. */
const onlyYears =
  /^(?:実務|経験|目安|合計|通算|計|あわせて|合わせて|併せて|約|目安は|[:：\s])*(?:\d{1,2}(?:\.\d)?|半)(?:[~〜-]\d{1,2})?\s*(?:年|[かヶヵケ]月)(?:以上|程度|くらい|位|ほど|の?経験|の?実務)*$/
/** Ends of a whole request, after which a middle dot starts the next one: 「Laravel 2年以上・MySQL」. */
const completed = /(?:以上|程度|くらい|位|年|経験|こと|方|基礎|理解)$/
const maximumClauses = 60
/** Longest text that is read; the longest in use is a tenth of it. */
const maximumLength = 5_000
/** How far around a slash is looked at, so that a text of slashes alone stays cheap. */
const slashReach = 60

/** Splits 必須スキル / 尚可スキル into single requests: lines, 、 and sentences, but never inside brackets. */
export function readClauses(text: string): Clause[] {
  return readLines(text).flatMap(readLine).slice(0, maximumClauses)
}

/** The lines of a text, with those joined that a bracket holds together. */
export function readLines(text: string): string[] {
  return joinOpenLines(text.slice(0, maximumLength)).slice(0, maximumClauses)
}

/** The single requests of one line. */
export function readLine(line: string): Clause[] {
  return joinChoices(splitLine(line))
    .map(toClause)
    .filter((clause) => clause.text !== '')
}

/** A list in brackets may have been broken over lines: 「（FastAPI↵・Flask↵・Djangoいずれか）」. */
function joinOpenLines(text: string): string[] {
  const lines: string[] = []
  let pending = ''
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.replace(bullet, '').trim()
    pending = pending === '' ? line : `${pending}、${line}`
    if (depthOf(pending) > 0) continue
    if (pending !== '') lines.push(pending)
    pending = ''
  }
  return pending === '' ? lines : [...lines, pending]
}

function splitLine(line: string): string[] {
  const pieces: string[] = []
  let piece = ''
  let depth = 0
  for (const [index, letter] of line.split('').entries()) {
    depth = Math.max(0, depth + bracketStep(letter))
    if (depth === 0 && endsPiece(letter, piece, line.slice(index + 1, index + 1 + slashReach))) {
      pieces.push(piece)
      piece = ''
    } else piece += letter
  }
  return [...pieces, piece].map((part) => part.replace(bullet, '').trim()).filter((part) => part !== '')
}

function endsPiece(letter: string, piece: string, rest: string): boolean {
  if (/[、。，,;；]/.test(letter)) return true
  if (letter === '・') return completed.test(piece)
  if (!/[/／]/.test(letter)) return false
  if (/[A-Z]{2,3}$/.test(piece) && /^[A-Z]{2,3}(?![A-Za-z])/.test(rest)) return false
  // A slash between bare names is a list (C/C++); after a whole request, or before one without a name, a break.
  const last =
    piece
      .slice(-slashReach)
      .split(/[/／]|または|又は|もしくは|\sと\s/)
      .at(-1) ?? ''
  if (predicate.test(last.normalize('NFKC'))) return true
  const next = rest.split(/[、。,，]/)[0] ?? ''
  return findSkills(piece.slice(-slashReach)).length > 0 && findSkills(next).length === 0
}

/** 「Flask、Djangoいずれか」: bare names before the one with いずれか belong to it, as does what 「、または」 goes on with. */
function joinChoices(pieces: string[]): string[] {
  const joined: string[] = []
  for (const piece of pieces) {
    const isLastOfChoice = /(?:いずれか|どちらか|あわせて|合わせて|合計)/.test(piece) && !/[/／・]|または/.test(piece)
    let whole = piece
    if (joined.length > 0 && /^(?:または|又は|もしくは|あるいは)/.test(piece)) whole = `${joined.pop()} ${whole}`
    while (isLastOfChoice && joined.length > 0 && !predicate.test(joined.at(-1) ?? ''))
      whole = `${joined.pop()}、${whole}`
    joined.push(whole)
  }
  return joined
}

function toClause(piece: string): Clause {
  const asides: string[] = []
  const head = piece.replace(/[(（]([^()（）]*)[)）]/g, (_, inner: string) => {
    const aside = foldText(inner)
    if (onlyYears.test(aside)) return ` ${aside} `
    asides.push(aside)
    return '\u3000'
  })
  return { text: piece.slice(0, 200), head: foldText(head), asides }
}

function depthOf(text: string): number {
  let depth = 0
  for (const letter of text) depth = Math.max(0, depth + bracketStep(letter))
  return depth
}

function bracketStep(letter: string): number {
  if (letter === '(' || letter === '（') return 1
  return letter === ')' || letter === '）' ? -1 : 0
}
