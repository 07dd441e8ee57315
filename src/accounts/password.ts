import type { ZxcvbnFactory } from '@zxcvbn-ts/core'

/** NIST SP 800-63B-4: 15 characters where the password is the only factor, no rules on what they are. */
export const passwordMinimumLength = 15
export const passwordMaximumLength = 128

/** OWASP's second recommended set of argon2id parameters: 19 MiB, two passes. Width is folded, so any keyboard works. */
export function hashPassword(password: string): Promise<string> {
  return Bun.password.hash(password.normalize('NFKC'), { algorithm: 'argon2id', memoryCost: 19_456, timeCost: 2 })
}

export function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  return Bun.password.verify(password.normalize('NFKC'), hash)
}

/** What a password is worth, in words. `problem` says what to do instead; null when it may be used. */
export type PasswordStrength = { problem: string | null; praise: string }

/** Guesses an attacker needs at least, as a power of ten: "somewhat guessable" ends here in zxcvbn's scale. */
const weakBelowGuesses = 8
const strongFromGuesses = 12
/** Beside the person's own words a password must hold something of its own. */
const charactersOfOwn = 6
/** The estimate grows with the square of the length; what comes later does not make a password weaker. */
const charactersEstimated = 64
const wordsLookedFor = 20
const longestWord = 64

/**
 * Measures a new password by what attackers try first: common passwords, sequences, repetitions, keyboard patterns,
 * and the person's own words (name, mail address). There are no rules on which characters it holds.
 */
export async function passwordStrength(password: string, ownWords: string[]): Promise<PasswordStrength> {
  const folded = password.normalize('NFKC')
  const length = [...folded].length
  const refused = (problem: string) => ({ problem, praise: '' })
  if (length < passwordMinimumLength)
    return refused(
      length === 0
        ? `パスワードを${passwordMinimumLength}文字以上で入力してください`
        : `パスワードはあと${passwordMinimumLength - length}文字必要です（${passwordMinimumLength}文字以上）`,
    )
  if (password.length > passwordMaximumLength)
    return refused(`パスワードは${passwordMaximumLength}文字以内で入力してください`)
  const words = ['proworks', ...ownWords.flatMap((word) => word.toLowerCase().split(/[^\p{L}\p{N}]+/u))]
    .filter((word) => word.length > 1 && word.length <= longestWord)
    .slice(0, wordsLookedFor)
  if (restWithout(words, folded).length < charactersOfOwn) return refused(explain('userInputs'))
  const { guessesLog10, feedback } = (await estimator()).check(folded.slice(0, charactersEstimated), words)
  if (guessesLog10 < weakBelowGuesses) return refused(explain(feedback.warning))
  return {
    problem: null,
    praise: guessesLog10 < strongFromGuesses ? '使えるパスワードです' : '推測されにくい、強いパスワードです',
  }
}

/** Letters and digits that are left when the person's own words are taken out. */
function restWithout(words: string[], password: string): string {
  const longestFirst = words.toSorted((a, b) => b.length - a.length)
  return longestFirst
    .reduce((rest, word) => rest.replaceAll(word, ' '), password.toLowerCase())
    .replace(/[^\p{L}\p{N}]/gu, '')
}

const explanations: Record<string, string> = {
  simpleRepeat: '同じ文字の繰り返しは推測されやすいため使えません。関係のない言葉をいくつかつなげてください',
  extendedRepeat: '同じ言葉の繰り返しは推測されやすいため使えません。関係のない言葉をいくつかつなげてください',
  sequences: '「abc」や「123」のような並びは推測されやすいため使えません。関係のない言葉をいくつかつなげてください',
  userInputs:
    'お名前、メールアドレス、サービス名だけのパスワードは推測されやすいため使えません。関係のない言葉を足してください',
}
const common = 'よく使われるパスワードに似ているため使えません。関係のない言葉をいくつかつなげてください'

const explain = (warning: string | null) => explanations[warning ?? ''] ?? common

let opened: Promise<ZxcvbnFactory> | null = null

/** Its dictionaries take 35 MB, so they are loaded when the first password is chosen. */
function estimator(): Promise<ZxcvbnFactory> {
  opened ??= Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common')]).then(
    ([{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }]) =>
      new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs }),
  )
  return opened
}
