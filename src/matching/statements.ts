import { foldText } from './fold'

/** Longest text that is read; a résumé pasted whole is shorter. */
const maximumLength = 20_000

/** What only someone talking to a grader writes. A résumé has no use for these phrases. */
const instruction = new RegExp(
  [
    String.raw`(?:ignore|disregard|forget|override)\b.{0,40}\b(?:previous|prior|above|earlier|instructions?|rules?|prompt)`,
    String.raw`system ?prompt|##\s{0,4}(?:system|end|instruction|admin|assistant|user|prompt|new |指示|命令)|<\/?(?:system|user|assistant|instructions?)|\[\/?inst|<\||\|>`,
    String.raw`^\W*(?:system|assistant|developer|user|admin)\s*[:>]`,
    String.raw`["'](?:score|verdict|match|requirements?|evidence|role|content)["']\s*:`,
    '(?:指示|命令|ルール|プロンプト|制約|基準).{0,8}(?:無視|忘れ|破棄|上書き)',
    '(?:スコア|点数|得点|評価|マッチ度|適合度).{0,10}(?:100|満点|最高|最大|最適|必ず|にしてください|と(?:する|せよ))',
    '(?:必須|すべて|全て|全部|あらゆる).{0,12}(?:スキル|要件|条件|項目).{0,8}(?:満た|クリア|met|合致)',
    '採用責任者|この候補者|他の候補者|本候補者|あなたは(?:ai|採用|評価|審査|人事)',
    '(?:とみなし|と見なし|として扱っ|と判定し|と採点し|と評価し)て(?:ください|下さい)|(?:採点|判定|出力|評価)(?:せよ|しなさい|してください|して下さい)',
    String.raw`\b(?:score|rate|rank|mark|treat|hire)\b (?:me|him|her|this|every|all|the (?:candidate|applicant|resume)|.{0,40}\bas (?:met|100|perfect|qualified|the best))\b`,
    String.raw`\boutput\b.{0,20}(?:\{|json|score|only)|\b(?:this|the) candidate\b`,
  ].join('|'),
)
/** A gap of two spaces ends a statement; a single one, of either width, may stand inside a name. */
const sentenceEnd = /[。｡！？!?☆★\t]|[\u3000 ]{2,}/
const endMarker = /#\s{0,4}end|\[\/|<\/|^\W*(?:end|終了|ここまで)/

/**
 * The statements of a text, as exact pieces of it. From words addressed to a grader up to the next
 * blank line or end marker nothing is read: such a passage can neither win nor be quoted.
 */
export function readStatements(text: string): string[] {
  const statements: string[] = []
  let isAddressedToGrader = false
  for (const line of text.slice(0, maximumLength).split(/\r?\n/)) {
    const folded = foldText(line)
    if (folded === '') isAddressedToGrader = false
    else if (isAddressedToGrader) isAddressedToGrader = !endMarker.test(folded)
    else if (instruction.test(folded)) isAddressedToGrader = true
    else statements.push(...splitLine(line))
  }
  return statements
}

function splitLine(line: string): string[] {
  return line
    .split(sentenceEnd)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
}
