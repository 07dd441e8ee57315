import { describe, expect, test } from 'bun:test'
import dictionary from '../../src/matching/skill-aliases.json'
import { findSkills } from '../../src/matching/skills'

const names = (text: string) => findSkills(text).map((hit) => hit.skill)

describe('the dictionary', () => {
  test('every canonical name is found as itself', () => {
    for (const { name } of dictionary.skills) expect(names(name)).toContain(name)
  })

  test('every alias names the same skill alone, in a list and in other widths', () => {
    for (const { name, aliases } of dictionary.skills) {
      for (const alias of aliases) {
        const found = [names(alias), names(`経験: ${alias}、他`), names(widen(alias))]
        expect({ alias, found: found.map((each) => each.includes(name)) }).toEqual({ alias, found: [true, true, true] })
      }
    }
  })

  test('a name in any case is the same skill', () => {
    for (const { name } of dictionary.skills) {
      expect({ name, found: names(name.toLowerCase()) }).toEqual({ name, found: names(name) })
      expect({ name, found: names(name.toUpperCase()) }).toEqual({ name, found: names(name) })
    }
  })
})

describe('boundaries', () => {
  const confusables: [string, string[]][] = [
    ['JavaScript', ['JavaScript']],
    ['Java, JavaScript', ['Java', 'JavaScript']],
    ['C#', ['C#']],
    ['C++', ['C++']],
    ['C/C++', ['C', 'C++']],
    ['Ｃ＃の開発', ['C#']],
    ['Googleで検索', []],
    ['MongoDBとDjango', ['MongoDB', 'Django']],
    ['Goで開発', ['Go']],
    ['GOサインを出す', []],
    ['React Native', ['React Native']],
    ['Reactでの開発', ['React']],
    ['Python, R', ['Python', 'R']],
    ['R&D部門', []],
    ['SAP R/3', ['SAP ECC']],
    ['MySQLとPostgreSQL', ['MySQL', 'PostgreSQL']],
    ['NoSQL', []],
    ['PL/SQL', ['PL/SQL']],
    ['SwiftUI', ['SwiftUI']],
    ['Spring Boot', ['Spring Boot']],
    ['Looker Studio', ['Looker Studio']],
    ['ASP.NET Core', ['ASP.NET']],
    ['Excel VBA', ['VBA']],
    ['community, opportunity', []],
    ['trust and robust', []],
    ['scalableな設計', []],
    ['Azure DevOps', ['Azure DevOps']],
    ['Oracle EBS', ['Oracle EBS']],
    ['GitHub Actions', ['GitHub Actions']],
    ['I can do it', []],
    ['ビタミンC', []],
    ['C社の案件', []],
    ['NEXTステージ', []],
    ['Canva', []],
    ['Java17', ['Java']],
    ['ECSとES6', ['Amazon ECS', 'JavaScript']],
    ['SAP SD/MM', ['SAP SD', 'SAP MM']],
  ]
  for (const [text, expected] of confusables) {
    test(`「${text}」 names ${expected.length === 0 ? 'no skill' : expected.join(' and ')}`, () => {
      expect(names(text)).toEqual(expected)
    })
  }

  test('a hit keeps the exact words of the source, whatever their width', () => {
    const source = '（旧）ｼﾞｬﾊﾞｽｸﾘﾌﾟﾄ、Ｓｐｒｉｎｇ　Ｂｏｏｔ'
    expect(findSkills(source).map((hit) => hit.words)).toEqual(['ｼﾞｬﾊﾞｽｸﾘﾌﾟﾄ', 'Ｓｐｒｉｎｇ　Ｂｏｏｔ'])
  })
})

function widen(text: string): string {
  return text
    .replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
    .replaceAll(' ', '\u3000')
}
