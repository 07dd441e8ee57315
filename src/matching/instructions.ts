import { foldText } from './fold'

/** Words by which a text speaks to whoever judges it instead of about somebody's work. Over folded text. */
const patterns: RegExp[] = [
  /(?:ignore|disregard|forget|override|bypass)[^\n]{0,60}(?:instruction|prompt|rule|above|previous|prior|guideline)/,
  /(?:指示|命令|プロンプト|ルール|規則|制約|上記|以上|前述|これまで)[^\n]{0,24}(?:無視|忘れ|破棄|上書き|従わ|優先)/,
  /(?:無視|忘れ|破棄|上書き)[^\n]{0,24}(?:指示|命令|プロンプト|ルール|規則|制約|上記|前述)/,
  /(?:スコア|点数|評価|判定|採点|結果|マッチ度|合否|verdict|score|rating|evaluation)[^\n]{0,30}(?:満点|100\s*点|100%|最高|最大|\bmet\b|maximum|highest|perfect|必ず|常に|しなさい|せよ|しろ|してください|して下さい|とすること|にすること|返せ|返して|出力)/,
  /(?:maximum|highest|perfect|full|top)[^\n]{0,20}(?:rating|score|marks?\b|points?\b)|(?:score|rating|スコア|点数|評価)\s*[:：=]\s*\d/,
  /(?:必ず|常に|すべて|全て|全部|always|all|every)[^\n]{0,30}(?:\bmet\b|合格|満たす(?:と|もの)|満たしている(?:と|もの)|適合と|満点|requirements? (?:as|are|is) )/,
  /\b(?:system|developer|assistant|user)\s*(?:prompt|message|role|instruction)?\s*[:：>\]]/,
  /\b(?:not_found|contradicted)\b|["'「]?(?:verdict|sentenceids|requirementid|jobid)["'」]?\s*[:：=]/,
  /(?:ai|llm|gpt|gemini|言語モデル|人工知能|採点者|評価者|審査員|審査ai|evaluator|grader|judge|model)[^\n]{0,24}(?:への|へ|に対する|に|宛|向け|must|should|please|shall)[^\n]{0,16}(?:指示|命令|お願い|連絡|注意|伝え|return|output|give|mark|rate|score|answer|say|respond|treat)/,
  /(?:you are|act as|pretend|あなたは)[^\n]{0,40}(?:now|assistant|ai|model|evaluator|採点|評価者|審査|アシスタント)/,
  /(?:reveal|print|repeat|show|output|出力|表示|開示|教え)[^\n]{0,40}(?:system prompt|instructions|システムプロンプト|この指示|プロンプト全文|個人情報|氏名|メールアドレス)/,
  /(?:システムプロンプト|プロンプト全文|個人情報)[^\n]{0,24}(?:出力|表示|開示|教え)/,
  /<\/?(?:system|instructions?|data|assistant|prompt)[^>]*>|\[\/?inst\]|<\|[a-z_]+\|>|<<<|>>>|```/,
  /(?:この|本)(?:候補者|応募者|人材|エンジニア|案件|candidate)[^\n]{0,30}(?:最優先|採用せよ|採用すべき|推薦せよ|推薦してください|最適と|合格と)/,
  /(?:this|the) (?:candidate|applicant|engineer|job)[^\n]{0,40}(?:perfect match|must be (?:hired|ranked|selected)|meets? (?:all|every)|should (?:be|get|receive))/,
]

/**
 * Whether a text tries to tell its judge what to say. Such texts are kept from the model altogether; what the model
 * says is checked in any case (see evaluation.ts), so this only has to catch what is worth the try.
 */
export function speaksToJudge(text: string): boolean {
  const folded = foldText(text).replace(/[\p{Cf}]/gu, '')
  return patterns.some((pattern) => pattern.test(folded))
}
