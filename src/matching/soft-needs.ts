import { readBareYears } from './asked-years'
import { foldText } from './fold'
import { needOf, type Reading } from './needs'
import type { Need } from './requirement'
import { readTerms } from './terms'
import { isTrade, type Topic, topics } from './vocabulary'

const termsRead = 4
/** What a sentence about a trade or a rare word may say besides it without asking for more. */
const generic =
  /業界|業種|業務|分野|領域|系|向け|関連|サービス|システム|アプリ|サイト|プロダクト|事業者?|会社|企業|ドメイン|知識|知見|理解|経験|実務|開発|勤務|利用|使用|連携|実績|読解|資格|基本|基礎|操作|導入|関わる|framework|the |歓迎|優遇|尚可|あれば|ある方|など|等|\d+(?:\.\d)?年|以上|程度|[ぁ-ん、。・/／()（）\s]/g

/** A sentence without a named skill: roles, phases, trades, ways of working; else its own rare words. */
export function readSoft(text: string, isChoice: boolean): Reading {
  const { years, isComplete } = readBareYears(text)
  const found = topics.filter((topic) => topic.pattern.test(text))
  const isWhole = isComplete && !/あわせて|合わせて|併せて/.test(text)
  if (found.length > 0) {
    const asked = isChoice ? chosen(found, years) : found.map((topic) => groupOf(topic, years))
    return { groups: asked, isWhole: isWhole && (!found.every(isTrade) || saysNoMore(text, found.map(wordsOf(text)))) }
  }
  const terms = readTerms(text).slice(0, termsRead)
  const groups = terms.map((term) => [needOf(`term:${term}`, null)])
  return { groups, isWhole: isWhole && years === null && saysNoMore(text, terms) }
}

/** 「WebまたはECのディレクション」: the choice is one of trades, and the work itself is asked in any case. */
function chosen(found: Topic[], years: number | null): Need[][] {
  const work = found.filter((topic) => !isTrade(topic))
  const trades = found.filter(isTrade)
  const lists = work.length === 0 ? [trades] : [work, trades.length > 1 ? trades : []]
  return lists.filter((list) => list.length > 0).map((list) => list.flatMap((topic) => groupOf(topic, years)))
}

function groupOf(topic: Topic, years: number | null): Need[] {
  return [...topic.keys, `topic:${topic.label}`].map((key) => needOf(key, isTimeless(key) ? null : years))
}

/** Phases and trades are asked for as such; a year count beside them belongs to the role. */
function isTimeless(key: string): boolean {
  return /^(?:phase|industry):/.test(key)
}

const wordsOf = (text: string) => (topic: Topic) => topic.pattern.exec(text)?.[0] ?? ''

/** 「宿泊業界のチャネル管理」 asks for more than the trade that was recognised in it. */
function saysNoMore(text: string, recognised: string[]): boolean {
  const ownNames = recognised.flatMap((words) => topics.filter((topic) => topic.pattern.test(words)).flatMap(nameParts))
  const rest = [...recognised, ...ownNames].reduce((left, words) => left.replaceAll(words, ''), text)
  return rest.replace(generic, '').length < 2
}

/** 「金融／銀行」 has two words of one trade's name. */
const nameParts = (topic: Topic) => foldText(topic.label).split('・')
