import { type Folded, fold, sourceSlice } from './fold'
import { findInFolded, type SkillHit } from './skills'

export type Stance = 'has' | 'learning' | 'negated'

/** What one statement says about one skill. `words` are the talent's own; years only when it says so. */
export type Claim = { skill: string; stance: Stance; years: number | null; words: string }

/** One statement read: its claims, and whether the whole of it may count as experience. */
export type Statement = { source: string; folded: Folded; claims: Claim[]; isExperience: boolean }

const none =
  /未経験(?!者|から|で入|で転|ではありません|ではない|じゃない|でしたが|だったが|ok|可|歓迎)|経験(?:は|が|も)?(?:まだ|まったく|全く|一切)?(?:ない|なし|無し|無い|ありません|ございません|ゼロ|0(?!年|\d))|実務(?:で)?(?:は|が)?(?:ない|なし|無し|無い|ありません)|(?:使った|触った|触れた|書いた|扱った)(?:こと|事)(?:は|が|も)(?:ない|ありません|無い)|(?:でき|扱え|使え|書け)(?:ません|ない)|(?:経験して|触れて|使って|扱って|使用して)い(?:ません|ない)|未習得|(?<![\d.])0年|知識(?:は|も|が)?(?:ない|ありません)|知りません|\bno (?:\w+ ){0,2}experience\b|\bnever (?:used|worked with)\b|\bnot experienced\b/g
const learning =
  /学習中|勉強中|学習のみ|習得中|独学(?:のみ|中)|研修で|趣味で|名前を|読める程度|学習して(?:い|お)|(?:これから|今後)学|勉強(?:して|を始め)|(?:興味|関心)(?:が|は|を|あり)|挑戦(?:したい|中|予定)|(?:身につけ|身に付け|学び|習得し|覚え|使ってみ|触ってみ|携わり|やってみ)たい|本で|触(?:った|れた|っている)(?:程度|だけ)|勉強した(?:だけ|程度)|入門|\bwant to learn\b|\b(?:currently )?(?:learning|studying)\b|\binterested in\b/g
/** What may stand between a skill and the words that deny it: particles and 「の業務」, not another subject. */
const deniedGap =
  /^(?:[\s()（）:：は、のもがでをにと・/]|について|に関して|関連|開発|業務|実務|本番|商用|経験|個人|学習のみ|学習中|勉強中|使用した|利用した|使った|用いた|利用|使用|全く|まったく|一切|まだ|歴|など|等)*$/
const learningGap = /^(?![\s\S]*(?:ます|です|ました|年))[^、。]{0,18}$/
const listGap = /^(?:[\s、,・/&+]|と|や|も|は|及び|および|または|そして|and|or)*$/
const forwardGap = /^(?:[\s:：)はの、]|技術|言語|スキル|もの|で|with|in|of)*$/
const yearsAfter =
  /^(?:[\s()[\]:=はをがでのに]|使った|開発|設計|構築|運用|保守|経験|歴|実務|業務|使用|利用|約|およそ|通算|ほぼ)*(\d{1,2}(?:\.\d+)?|半)\s*(年|[かヶヵケ]月)(?!\d|\/|前|頃|卒|生|から|より|~|〜|入社|度|\d*月)/
const yearsBefore =
  /(?<!\d)(\d{1,2}(?:\.\d+)?|半)\s*(年|[かヶヵケ]月)(?:間|以上|ほど|程度|位|くらい)?(?:の|、|間)?\s*(?:実務|業務)?(?:で)?$/

export function readStatement(source: string): Statement {
  const folded = fold(source)
  const hits = findInFolded(source, folded)
  const denied = reach(folded.text, hits, none, deniedGap)
  const studied = reach(folded.text, hits, learning, learningGap)
  const claims = hits.map((hit, index): Claim => {
    const { skill } = hit
    const words = [denied.get(hit), studied.get(hit)].map((found) => found && sourceSlice(source, folded, ...found))
    if (words[0] !== undefined) return { skill, stance: 'negated', years: null, words: words[0] }
    if (words[1] !== undefined) return { skill, stance: 'learning', years: null, words: words[1] }
    return { skill, stance: 'has', years: yearsOf(folded.text, hits, index), words: hit.words }
  })
  const isExperience = folded.text.search(none) < 0 && folded.text.search(learning) < 0
  return { source, folded, claims, isExperience }
}

/** The hits that such words cover, with the span to quote: the list right before them, or else right after. */
function reach(text: string, hits: SkillHit[], words: RegExp, gap: RegExp): Map<SkillHit, [number, number]> {
  const covered = new Map<SkillHit, [number, number]>()
  for (const found of text.matchAll(words)) {
    const end = found.index + found[0].length
    const before = listEndingAt(text, hits, found.index, gap)
    for (const hit of before.length > 0 ? before : listStartingAt(text, hits, end)) {
      covered.set(hit, [Math.min(hit.from, found.index), Math.max(hit.to, end)])
    }
  }
  return covered
}

function listEndingAt(text: string, hits: SkillHit[], at: number, gap: RegExp): SkillHit[] {
  const before = hits.filter((hit) => hit.to <= at)
  const last = before.at(-1)
  if (last === undefined || !gap.test(text.slice(last.to, at))) return []
  const list = [last]
  for (const hit of before.slice(0, -1).reverse()) {
    if (!listGap.test(text.slice(hit.to, list.at(-1)?.from))) break
    list.push(hit)
  }
  return list
}

function listStartingAt(text: string, hits: SkillHit[], at: number): SkillHit[] {
  const list: SkillHit[] = []
  let from = at
  let gap = forwardGap
  for (const hit of hits.filter((each) => each.from >= at)) {
    if (!gap.test(text.slice(from, hit.from))) break
    list.push(hit)
    from = hit.to
    gap = listGap
  }
  return list
}

function yearsOf(text: string, hits: SkillHit[], index: number): number | null {
  const hit = hits[index]
  if (hit === undefined) return null
  const after = yearsAfter.exec(text.slice(hit.to, hits[index + 1]?.from ?? hit.to + 24))
  const before = yearsBefore.exec(text.slice(hits[index - 1]?.to ?? Math.max(0, hit.from - 24), hit.from))
  const found = after ?? before
  if (found === null) return null
  const amount = found[1] === '半' ? 0.5 : Number(found[1])
  return found[2] === '年' ? amount : amount / 12
}
