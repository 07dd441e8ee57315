import { readings } from './disguises'

/** Words by which a text speaks to whoever judges it instead of about somebody's work. Over readings of the text. */
const patterns: RegExp[] = [
  /(?:ignore|disregard|forget|override|bypass)[^\n]{0,60}(?:instruction|prompt|rule|above|previous|prior|guideline)/,
  /(?:指示|命令|プロンプト|ルール|規則|制約|上記|以上|前述|これまで)[^\n]{0,24}(?:無視|忘れ|破棄|上書き|従わ|優先(?![順度]))/,
  /(?:無視|忘れ|破棄|上書き)[^\n]{0,24}(?:指示|命令|プロンプト|ルール|規則|制約|上記|前述)/,
  /(?:スコア|点数|評価|判定|採点|結果|マッチ度|合否|verdict|score|rating|evaluation)[^\n]{0,30}(?:満点|100\s?点|100%|(?:最高|最大)(?:に|と|で|点|値|評価)|\bmet\b|maximum|highest|perfect|必ず|常に|しなさい|せよ|しろ|してください|して下さい|とすること|にすること|返せ|返して|出力)/,
  /(?:maximum|highest|perfect|full|top)[^\n]{0,20}(?:rating|score|marks?\b|points?\b)|(?:score|rating|スコア|点数|評価)\s*[:：=]\s*\d/,
  /(?:必ず|常に|すべて|全て|全部|always|all|every)[^\n]{0,30}(?:\bmet\b|合格|満たす(?:と|もの)|満たしている(?:と|もの)|適合と|満点|requirements? (?:as|are|is) )/,
  /\b(?:system|developer|assistant|user)\s{0,3}(?:prompt|message|role|instruction)?\s{0,3}[:：>\]]/,
  /\b(?:not_found|contradicted)\b|["'「]?(?:verdict|sentenceids|requirementid|jobid)["'」]?\s*[:：=]/,
  /(?:ai|llm|gpt|gemini|言語モデル|人工知能|採点者|評価者|審査員|審査ai|evaluator|grader|judge|model)[^\n]{0,24}(?:への|へ|に対する|に|宛|向け|must|should|please|shall)[^\n]{0,16}(?:指示|命令|お願い|連絡|注意|伝え|return|output|give|mark|rate|score|answer|say|respond|treat)/,
  /(?:you are|act as|pretend|あなたは)[^\n]{0,40}(?:now|assistant|ai|model|evaluator|採点|評価者|審査|アシスタント)/,
  /(?:reveal|print|repeat|show|output|出力|表示|開示|教え)[^\n]{0,40}(?:system prompt|instructions|システムプロンプト|この指示|プロンプト全文|個人情報|氏名|メールアドレス)/,
  /(?:システムプロンプト|プロンプト全文|個人情報)[^\n]{0,24}(?:出力|表示|開示|教え)/,
  /<\/?(?:system|instructions?|data|assistant|prompt)[^>]{0,80}>|\[\/?inst\]|<\|[a-z_]+\|>|<<<|>>>|```/,
  /(?:この|本)(?:候補者|応募者|人材|エンジニア|案件|candidate)[^\n]{0,30}(?:最優先|採用せよ|採用すべき|推薦せよ|推薦してください|最適と|合格と)/,
  /(?:this|the) (?:candidate|applicant|engineer|job)[^\n]{0,40}(?:perfect match|must be (?:hired|ranked|selected)|meets? (?:all|every)|should (?:be|get|receive))/,
  /(?:全|すべての?)(?:て?の)?(?:要件|項目|条件|問)[^\n]{0,6}(?:クリア|合致|該当|充足|適合|一致|正解|◎|ok)[^\n]{0,12}(?:扱|みな[すし]|見な[すし]|ものと|と(?:回答|答え|判定|する)|にして)/,
  /(?:すべて|全て|全部)[^\n]{0,8}(?:適合|該当|合格|◎)(?:で|と|に)(?:回答|答え|判定|して(?:ください|下さい))/,
  /(?:満点|高評価|最高評価|最高点|合格)(?:で|に|を|と)[^\n]{0,6}(?:お願い|願います|して(?:ください|下さい|ほしい)|しろ|せよ|つけて(?:ください|下さい)|付けて(?:ください|下さい))/,
  /(?:一番上|最上位|1位|トップ|上位)(?:に|で|として)[^\n]{0,4}(?:表示|推薦|ランク|並べ)[^\n]{0,4}(?:ください|下さい|せよ|しろ|なさい|お願い|願います)/,
  /(?:指示|命令|ルール)は(?:すべて)?(?:無効|取り消|撤回)|(?:これまで|今まで|ここまで)の(?:話|会話|文章|内容)[^\n]{0,6}なかったこと/,
  /\bmet\b\s?(?:を選|と(?:判定|回答|答え|出力|して)|に(?:して|せよ)|で(?:お願い|回答))|(?:\bmet\b[\s,、]{1,3}){2}/,
  /\bj\d{1,2}-r\d{1,2}\b|(?<![=#*-])[=#*-]{3,40}\s?(?:終わり|終了|end(?: of [a-z]{1,20})?)\s?[=#*-]{3}|\bend of (?:data|input|profile|resume)\b/,
  /(?:新しい|本当の)(?:指示|命令|タスク)\s?[:：]|\b(?:new|real|actual) (?:instructions?|task|rules?)\s?[:：]/,
  /\b(?:do not|don't|never|stop) follow(?:ing)?[^\n]{0,40}(?:direction|instruction|rule|guideline|prompt)|(?:instructions?|directions?)[^\n]{0,20}(?:do(?:es)? not|no longer) apply/,
  /\b(?:treat|mark|consider|regard|deem|assume)\b[^\n]{0,30}\b(?:all|every|everything|me|them)\b[^\n]{0,30}\b(?:satisfied|fulfilled|met|qualified|passed|compliant)\b/,
  /\b(?:respond|reply|answer|say)\s(?:only\s)?(?:with\s)?(?:positive|yes|met|true)\b|\b(?:rank|rate|grade) (?:me|this (?:candidate|resume|profile))\b|\bbegin (?:grading|scoring)\b/,
  /\b(?:dear|hello|hi|attention),? (?:ai|llm|gpt|gemini|reviewer|grader|judge|evaluator)\b|\bbe (?:generous|lenient)\b/,
  /(?:忽略|无视|忘记)[^\n]{0,12}(?:指令|指示|提示|规则)|(?:지시|명령|프롬프트|규칙)[^\n]{0,12}(?:무시|잊)|(?:ignore[zr]|ignora|ignoriere|oubliez)\b[^\n]{0,40}(?:instruc|anweisung|consigne)/,
  // Over the reading in hiragana.
  /(?:しじ|めいれい|るーる)[^\n]{0,6}(?:むしし|わすれ|はきし)|まんてん(?:に|で|と)[^\n]{0,4}(?:して|おねがい|せよ|しろ)/,
]

/**
 * Whether a text tries to tell its judge what to say. Such texts are kept from the model altogether; what the model
 * says is checked in any case (see evaluation.ts), so this only has to catch what is worth the try.
 */
export function speaksToJudge(text: string): boolean {
  return readings(text).some((reading) => patterns.some((pattern) => pattern.test(reading)))
}
