import type { Talent } from '../profile/talent'
import { foldText } from './fold'
import { maskPersonal, tellsOfPerson } from './mask'

/** What a talent says of a piece of evidence. */
export type OwnWords = (evidence: string) => string

/** Longest sentence that is quoted whole; of a longer one only the words that count. */
const longestQuote = 80
/** Sentences of one profile that are looked through. */
const mostSentences = 200
/** 「途中からTSへ。」 tells no more than the word itself. */
const shortestTelling = 12

/** Whatever some program takes for the end of a line: nobody's words begin a line of their own. */
const lineEnds = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu
export const onOneLine = (text: string) => text.replace(lineEnds, ' ').trim()

/** 「…」, or 『…』 around words that hold such marks themselves; the words cannot end their quotation. */
export function quoted(text: string): string {
  const words = onOneLine(text)
  if (!/[「」]/.test(words)) return `「${words}」`
  return `『${words.replaceAll('『', '「').replaceAll('』', '」')}』`
}

/**
 * The talent's own words for a piece of evidence, in quotes: the sentence that holds it, where it is short and tells
 * nothing of who the talent is. Words that the profile has in several fields are given without quotes. '' for none.
 */
export function openOwnWords(talent: Talent): OwnWords {
  const texts = [
    talent.languagesAndTools,
    talent.selfPr,
    ...talent.positions,
    ...talent.skills.map(({ name }) => name),
    ...talent.qualifications.map(({ name }) => name),
    ...talent.workHistory.flatMap(({ industry, role, technologies, description, phases }) => [
      ...[industry ?? '', role ?? '', technologies, description],
      ...phases,
    ]),
  ]
  const sentences = [talent.selfPr, ...talent.workHistory.map(({ description }) => description)]
    .flatMap((text) => text.split(/\n|(?<=[。！？!?])/))
    .map((sentence) => sentence.trim().replace(/^[・■●◆*-]\s*/, ''))
    .filter((sentence) => sentence.length >= shortestTelling && sentence.length <= longestQuote)
    .slice(0, mostSentences)
    .filter((sentence) => isImpersonal(sentence, talent))
  const known = new Map<string, string>()
  const find = (evidence: string) => {
    const words = evidence.trim()
    if (words === '' || !isImpersonal(words, talent)) return ''
    const sentence = sentences.find((each) => holds(each, words))
    if (sentence !== undefined) return quoted(sentence)
    return texts.some((text) => text.includes(words)) ? quoted(words) : words
  }
  return (evidence) => {
    const own = known.get(evidence) ?? find(evidence)
    known.set(evidence, own)
    return own
  }
}

/** Whether words tell nothing of who the talent is, nor what kind of person. */
export const isImpersonal = (words: string, talent: Talent) =>
  !tellsOfPerson(words) && maskPersonal(words, talent) === foldText(words)

/** As a word of its own: 「Go」 is not in 「Google」, nor 「Java」 in 「JavaScript」. */
function holds(sentence: string, words: string): boolean {
  let at = sentence.indexOf(words)
  while (at >= 0) {
    const [before, after] = [sentence.charAt(at - 1), sentence.charAt(at + words.length)]
    const isCut = (isLatin(words.charAt(0)) && isLatin(before)) || (isLatin(words.at(-1) ?? '') && isLatin(after))
    if (!isCut) return true
    at = sentence.indexOf(words, at + 1)
  }
  return false
}

const isLatin = (letter: string) => /[A-Za-z0-9+#.ァ-ヴー]/.test(letter)
