import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { inArray } from 'drizzle-orm'
import { lockJobs, storeJobs } from '../../src/db/jobs'
import { jobs } from '../../src/db/schema'
import { eachMember } from '../../src/jobs/bits'
import { openCatalogueIndex } from '../../src/jobs/catalogue'
import { indexOldJobs } from '../../src/jobs/index-jobs'
import type { Job } from '../../src/jobs/job'
import { openJobFinder } from '../../src/jobs/search-jobs'
import { searchEntry } from '../../src/jobs/search-text'
import { openTestDatabase } from '../support/database'
import { demoJobs } from './generated-jobs'

const blank: Job = {
  ...(demoJobs[0] as Job),
  features: [],
  positions: [],
  skills: [],
  overview: '',
  environment: '',
  notes: '',
  mustSkills: '',
  wantSkills: '',
  industry: null,
  phases: [],
  prefecture: null,
  area: '',
  nearestStation: '',
  period: '',
}
const job = (id: string, changes: Partial<Job>): Job => ({ ...blank, id, title: id, ...changes })

const shelf: Job[] = [
  job('java', {
    title: '保険会社の基幹刷新',
    mustSkills: '・Javaでの開発経験 5年以上\n・Spring Bootの経験',
    skills: ['Java'],
  }),
  job('js', { title: '管理画面の改修', mustSkills: '・JavaScriptでの開発経験 3年以上', skills: ['JavaScript'] }),
  job('both', { title: 'Webサービスの開発', mustSkills: '・Java、JavaScriptの経験', skills: ['Java', 'JavaScript'] }),
  job('go', { title: '決済APIの開発', mustSkills: '・Go言語での開発経験', skills: ['Go'], nearestStation: '渋谷駅' }),
  job('django', { title: '求人サイト', mustSkills: '・Python / Djangoの経験', skills: ['Python', 'Django'] }),
  job('mongo', { title: 'ログ基盤', mustSkills: '・MongoDBの運用経験', skills: ['MongoDB'] }),
  job('c', { title: '組込み制御', mustSkills: '・C言語での開発経験', skills: ['C'] }),
  job('csharp', { title: '店舗システム', mustSkills: '・C#（.NET）での開発経験', skills: ['C#', '.NET'] }),
  job('cpp', { title: '画像処理', mustSkills: '・C++での開発経験', skills: ['C++'] }),
  job('net', { title: '業務システム', mustSkills: '・.NET Frameworkの経験', skills: ['.NET'] }),
  job('network', { title: 'ネットワーク構築', mustSkills: '・internet接続の設計、Ciscoの経験', skills: ['Cisco'] }),
  job('pm', { title: '要件定義から入れるPM案件', overview: '要件定義、顧客折衝をお願いします。', positions: ['PM'] }),
  job('tests', { title: '結合試験', overview: '要員の件でご相談。定義書の確認が中心です。' }),
  job('ai', { title: '生成AIの活用支援', overview: '生成AIを用いたチャットの開発です。' }),
  job('mail', { title: 'メール配信の改修', overview: 'MAILの配信とAIRの連携です。' }),
  job('aws', { title: 'クラウド移行', mustSkills: '・Amazon Web Servicesの設計経験', skills: ['AWS'] }),
  job('k8s', { title: '基盤の運用', mustSkills: '・k8sの運用経験', skills: ['Kubernetes'] }),
  job('shibuya', { title: '広告配信', nearestStation: '渋谷', prefecture: '東京都' }),
  job('shibuya-text', { title: '小売のシステム', overview: '渋谷駅から徒歩5分のオフィスです。' }),
  job('shinjuku', { title: '人材サービス', nearestStation: '新宿', prefecture: '東京都' }),
  job('server', { title: 'サーバーの構築', overview: 'サーバの設計と構築です。' }),
  job('react', { title: 'フロントエンド', mustSkills: '・Reactの経験', skills: ['React'] }),
  job('native', { title: 'スマホアプリ', mustSkills: '・React Nativeの経験', skills: ['React Native'] }),
  job('cicd', { title: '自動化', mustSkills: '・CI/CDの整備', environment: 'GitHub Actions' }),
  job('web', { title: 'Web系の新規開発', overview: 'ｗｅｂアプリを新しく作ります。' }),
  job('hiragana', { title: 'とりあつかい説明の作成', overview: 'ﾏﾆｭｱﾙの整備' }),
  job('percent', { title: '100%リモートの案件', overview: 'a_bという名前の表' }),
]

/** What is typed → the jobs it must find; every other job of the shelf is forbidden. */
const cases: [string, string[]][] = [
  ['Java', ['java', 'both']],
  ['java', ['java', 'both']],
  ['ＪＡＶＡ', ['java', 'both']],
  ['JavaScript', ['js', 'both']],
  ['JS', ['js', 'both']],
  ['js', ['js', 'both']],
  ['Java JavaScript', ['both']],
  ['Java -JavaScript', ['java']],
  ['-Java JavaScript', ['js']],
  ['Java －JS', ['java']],
  ['Spring Boot', ['java']],
  ['SpringBoot', ['java']],
  ['spring', []],
  ['Go', ['go']],
  ['golang', ['go']],
  ['GO', ['go']],
  ['Go 決済', ['go']],
  ['決済 -Go', []],
  ['Django', ['django']],
  ['Python', ['django']],
  ['MongoDB', ['mongo']],
  ['mongo', ['mongo']],
  ['C', ['c']],
  ['c言語', ['c']],
  ['C#', ['csharp']],
  ['c＃', ['csharp']],
  ['C++', ['cpp']],
  ['Ｃ＋＋', ['cpp']],
  ['.NET', ['csharp', 'net']],
  ['.net', ['csharp', 'net']],
  ['internet', ['network']],
  ['要件', ['pm']],
  ['要', ['pm', 'tests']],
  ['件', ['pm', 'tests', 'percent']],
  ['要件定義', ['pm']],
  ['"要件定義"', ['pm']],
  ['「要件定義」', ['pm']],
  ['要件 折衝', ['pm']],
  ['要件 -折衝', []],
  ['定義', ['pm', 'tests']],
  ['AI', ['ai']],
  ['ai', ['ai']],
  ['生成AI', ['ai']],
  ['生成ＡＩ', ['ai']],
  ['AWS', ['aws']],
  ['ＡＷＳ', ['aws']],
  ['Amazon Web Services', ['aws']],
  ['k8s', ['k8s']],
  ['Kubernetes', ['k8s']],
  ['クバネティス', ['k8s']],
  ['渋谷', ['go', 'shibuya', 'shibuya-text']],
  ['渋谷駅', ['go', 'shibuya', 'shibuya-text']],
  ['新宿駅', ['shinjuku']],
  ['駅', ['go', 'shibuya-text']],
  ['東京都', ['shibuya', 'shinjuku']],
  ['東京都 渋谷', ['shibuya']],
  ['サーバー', ['server']],
  ['サーバ', ['server']],
  ['ｻｰﾊﾞｰ', ['server']],
  ['React', ['react']],
  ['React Native', ['native']],
  ['ReactNative', ['native']],
  ['CI/CD', ['cicd']],
  ['CI', ['cicd']],
  ['github actions', ['cicd']],
  ['Web系', ['web']],
  ['web', ['aws', 'both', 'web']],
  ['取扱', []],
  ['とりあつかい', ['hiragana']],
  ['トリアツカイ', ['hiragana']],
  ['マニュアル', ['hiragana']],
  ['まにゅある', ['hiragana']],
  ['100%', ['percent']],
  ['a_b', ['percent']],
  ['axb', []],
  ['存在しない言葉', []],
]

let opened: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  opened = await openTestDatabase()
  const rows = shelf.map((one, n) => ({
    recordId: n + 1,
    revision: 1,
    job: { ...one, isOpen: true, isPublished: true },
    search: searchEntry(one),
  }))
  await opened.database.transaction(async (tx) => {
    await lockJobs(tx)
    await storeJobs(tx, rows)
  })
})
afterAll(() => opened.remove())

const { put, ...view } = openCatalogueIndex()
for (const [n, one] of shelf.entries()) put(one, n + 1)
const catalogue = { ...view, version: shelf.length }
const found = async (typed: string) => {
  const bits = await openJobFinder(opened.database)(catalogue, typed)
  const ids: string[] = []
  eachMember(bits ?? catalogue.index.all(), (slot) => ids.push(catalogue.at(slot)?.job.id ?? ''))
  return ids.sort()
}

describe('searching', () => {
  test.each(cases)('%s', async (typed, expected) => {
    expect(await found(typed)).toEqual([...expected].sort())
  })

  test('leaves everything but what is not wanted, when nothing else was typed', async () => {
    const others = (away: string[]) => shelf.map(({ id }) => id).filter((id) => !away.includes(id))
    expect(await found('-Java')).toEqual(others(['java', 'both']).sort())
    expect(await found('-Java -Go -存在しない言葉')).toEqual(others(['java', 'both', 'go']).sort())
  })

  test('finds jobs that were stored before there was a search, once they have been indexed', async () => {
    const { db } = opened.database
    await db
      .update(jobs)
      .set({ searchText: null, searchTerms: null })
      .where(inArray(jobs.id, ['java', 'go']))
    expect(await found('Java')).toEqual(['both'])
    await indexOldJobs(opened.database)
    expect(await found('Java')).toEqual(['both', 'java'])
    expect(await found('決済')).toEqual(['go'])
  })

  test('takes whatever is typed for words, never for a query', async () => {
    const nonsense = ["'; drop table jobs; --", '%', '_', '\\', '"', '--', '-', '<script>', '){', '\u0000', '🙂', '{}']
    for (const typed of nonsense) expect(Array.isArray(await found(typed))).toBe(true)
    expect(await found('Java')).toHaveLength(2)
  })
})
