import type { Talent } from '../profile/talent'
import { foldCompany, legalForms } from './company'
import { foldText } from './fold'
import { romajiPattern } from './romaji'
import { findSkills } from './skills'

/** What stands for something that was left out. */
export const masked = '〓'

/** What says who or what kind of person somebody is, whoever it is about. Over folded text. */
const patterns: RegExp[] = [
  /[\w.+-]{1,64}(?:@|\s?[([{]\s?(?:at|アットマーク|アット)\s?[)\]}]\s?|アットマーク)[\w-]{1,63}(?:(?:\.|\s?[([{]?(?:dot|ドット)[)\]}]?\s?)[\w-]{1,63}){1,8}/g,
  /(?:https?:\/\/|www\.)[^\s、。)）]+/g,
  /(?:github|gitlab|qiita|zenn|twitter|linkedin|facebook|instagram|wantedly|lapras|speakerdeck)\.(?:com|dev|io)\/[\w@/.-]+/g,
  /(?:github|gitlab|qiita|zenn|twitter|line|slack|skype|discord|instagram|facebook)\s?(?:の)?\s?(?:id|アカウント|account)\s?[:：はが]?\s?@?[a-z][\w.-]{2,}/g,
  /(?:\+?81[- ]?|0)\d{1,4}[- (.・ー]?\d{1,4}[-) .・ー]?\d{3,4}(?!\d)/g,
  /〒?\d{3}-\d{4}(?!\d)/g,
  /(?:(?:19|20)\d{2}|昭和|平成|令和)[^\n]{0,8}年[^\n]{0,6}月[^\n]{0,4}日?\s?(?:生まれ|生)/g,
  /(?:(?:19|20)\d{2}|(?:昭和|平成|令和|\b[shr])\s?\d{1,2})\s?年?\s?(?:生まれ|うまれ|生(?=[\s、。)]|$))/g,
  /(?:年齢|満|当時)?\s?[:：]?\s?(?:\d{1,2}|[一二三四五六七]?十[一二三四五六七八九]?)\s?[歳才]/g,
  /[2-6]0代(?:前半|後半|半ば)?/g,
  /(?:性別\s?[:：]?\s?)?(?:男性|女性|男子|女子)|性別\s?[:：]?\s?[男女]/g,
  /国籍\s?[:：]?\s?[^\s、。]{1,12}|[^\s、。]{1,8}(?:国籍|出身)|(?:日本|中国|韓国|台湾|ベトナム|インド|ネパール|フィリピン|アメリカ|ブラジル)人/g,
  /[^\s、。「」（）()・]{1,14}(?:大学院|大学|短大|高専|高等専門学校|専門学校|高等学校|高校|中学校|学院|学園)[^\s、。「」（）()・]{0,10}/g,
  /[^\s、。「」（）()]{1,40}\.(?:pdf|docx?|xlsx?|pptx?|txt|png|jpe?g)/g,
]

/** Whether a text says what kind of person somebody is or should be: age, gender, nationality, school. */
export function tellsOfPerson(text: string): boolean {
  const folded = foldText(text)
  return patterns.some((pattern) => folded.search(pattern) >= 0)
}

/** At least so long a piece of an address or a name is looked for wherever it stands. */
const surelyOwn = 2

/**
 * A text without anything that tells who the talent is or what kind of person: everything the profile knows of it, and
 * whatever looks like it. Works on the folded spelling, so that width, case and invisible characters hide nothing.
 */
export function maskPersonal(text: string, talent: Talent): string {
  return maskPatterns(own(talent).reduce<string>((left, word) => left.replaceAll(word, masked), foldText(text)))
}

/** The same for a text that leaves the house: neither are the companies named that somebody worked at or for. */
export function maskForModel(text: string, talent: Talent | null): string {
  const folded = foldText(text).replace(company, masked)
  if (talent === null) return maskPatterns(folded)
  return maskPersonal(
    companiesOf(talent).reduce((left, name) => left.replaceAll(name, masked), folded),
    talent,
  )
}

const maskPatterns = (folded: string) => patterns.reduce((left, pattern) => left.replace(pattern, masked), folded)

/** A legal form with the name beside it. Over folded text. */
const named = '[\\p{Script=Katakana}\\p{Script=Han}ー・&a-z0-9.-]{1,20}'
const company = new RegExp(`(?:${legalForms})\\s?${named}|${named}\\s?(?:${legalForms})`, 'gu')
/** What 会社・案件名 often holds instead of a name: words that say what was made, or for what kind of trade. */
const isOfTrade =
  /(?:開発|案件|システム|サイト|アプリ|サービス|プロジェクト|業務|構築|保守|運用|支援|会社|企業|業界|銀行|証券|保険)$/

/** Names of employers and clients as the profile has them; not those that are skills as well, such as Oracle. */
function companiesOf({ workHistory }: Talent): string[] {
  const names = workHistory.flatMap(({ company: name }) => [foldText(name), foldCompany(name)])
  const isName = (name: string) => name.length >= 3 && !isOfTrade.test(name) && findSkills(name).length === 0
  return [...new Set(names.filter(isName))].sort((a, b) => b.length - a.length)
}

/** Every sentence of a profile is looked through for the same words. */
const known = new WeakMap<Talent, (string | RegExp)[]>()
function own(talent: Talent): (string | RegExp)[] {
  const words = known.get(talent) ?? [...ownWords(talent), ...singleNames(talent), ...latinNames(talent)]
  known.set(talent, words)
  return words
}

/** The name in Latin letters, whole or in part; not where it is short or a skill's name too, such as Go. */
function latinNames({ familyNameKana, givenNameKana }: Talent): RegExp[] {
  const patternsOf = [familyNameKana, givenNameKana].flatMap((kana) => romajiPattern(kana) ?? [])
  return patternsOf
    .filter((pattern) => isTelling(pattern))
    .map((pattern) => new RegExp(`(?<![a-z0-9])${pattern}(?![a-z0-9])`, 'g'))
}

function isTelling(pattern: string): boolean {
  const without = pattern.replace(/(?:\[[a-z-]+\]|[a-z])\?/g, '')
  const shortest = without.replace(/\(\?:([a-z]+)\|[^)]*\)|\[([a-z])[a-z]*\]/g, '$1$2')
  return shortest.length >= 3 && findSkills(shortest).length === 0
}

function ownWords(talent: Talent): string[] {
  const { familyName, givenName, familyNameKana, givenNameKana, email, phone, postalCode, address, portfolioUrl } =
    talent
  const names = [familyName, givenName, familyNameKana, givenNameKana].flatMap(spellings)
  const whole = [
    [familyName, givenName],
    [familyNameKana, givenNameKana],
  ].flatMap(([family = '', given = '']) =>
    ['', ' ', '・', ','].flatMap((between) => spellings(family + between + given)),
  )
  const numbers = [phone, postalCode].flatMap((value) => [value, value.replace(/\D/g, '')])
  const mailName = email.split('@')[0] ?? ''
  const places = [address, ...address.split(/[\s、]+|(?<=[都道府県市区町村])/)]
  const own = [
    ...whole,
    ...names,
    email,
    mailName,
    ...numbers,
    ...places,
    portfolioUrl,
    ...birthDates(talent.birthDate),
  ]
  return [...new Set(own.map(foldText).filter((word) => [...word].length >= surelyOwn && !isTooCommon(word)))].sort(
    (a, b) => b.length - a.length,
  )
}

/** A piece of an address that says nothing by itself, and would make 「東京都」 of a sentence unreadable. */
const isTooCommon = (word: string) => /^\d{1,3}$/.test(word)

/** Hiragana for katakana and the other way round. */
function spellings(name: string): string[] {
  const folded = foldText(name)
  const shifted = (from: RegExp, by: number) =>
    folded.replace(from, (kana) => String.fromCharCode(kana.charCodeAt(0) + by))
  return [folded, shifted(/[\u30a1-\u30f6]/g, -0x60), shifted(/[\u3041-\u3096]/g, 0x60)]
}

/** A name of one character is masked where it stands alone: 「森」 is in too many words. */
function singleNames({ familyName, givenName }: Talent): RegExp[] {
  const single = [familyName, givenName].map(foldText).filter((name) => [...name].length === 1)
  return single.map(
    (name) => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?=さん|様|氏|と申し|です|$|[^\\p{L}\\p{N}])`, 'gu'),
  )
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function birthDates(birthDate: string | null): string[] {
  if (birthDate === null) return []
  const [year = '', month = '', day = ''] = birthDate.split('-')
  const [m, d] = [String(Number(month)), String(Number(day))]
  return [
    ...[`${year}-${month}-${day}`, `${year}/${month}/${day}`, `${year}.${month}.${day}`, `${year}${month}${day}`],
    ...[
      `${year}/${m}/${d}`,
      `${year}.${m}.${d}`,
      `${year}年${m}月${d}日`,
      `${year}年${month}月${day}日`,
      `${year}年${m}月生`,
    ],
  ]
}
