import { afterAll, beforeAll, expect, test } from 'bun:test'
import { appUrl, read } from '../support/browser'
import { openTestPortal, type TestPortal } from '../support/portal'
import { jobFields } from '../support/staff'

let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal({ workers: false })
  const { add } = portal.staff
  await add(
    'job',
    jobFields('P-1', { 案件名: 'Goの開発</script><script>alert(1)', スキル: ['Go', 'AWS'], 募集締切: '2099-03-31' }),
  )
  await add('job', jobFields('P-2', { スキル: ['Go', 'AWS'], 掲載日: '2026-11-02' }))
  await add('job', jobFields('P-3', { スキル: ['PHP'] }))
  await add('job', jobFields('P-4', { スキル: ['Go'], 募集ステータス: 'クローズ' }))
  await add('job', jobFields('P-5', { 掲載用ステータス: '無' }))
  await portal.portal.synchronise()
})
afterAll(() => portal.stop())

const get = (path: string) => portal.browser().get(path)

test('a public job tells search engines what it is, and nothing breaks out of that', async () => {
  const markup = await (await get('/jobs/P-1')).text()
  const [, data = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(markup) ?? []
  expect(JSON.parse(data)).toMatchObject({
    '@type': 'JobPosting',
    title: 'Goの開発</script><script>alert(1)',
    validThrough: '2099-03-31T23:59:59+09:00',
    jobLocationType: 'TELECOMMUTE',
    baseSalary: { currency: 'JPY', value: { minValue: 800_000, maxValue: 900_000, unitText: 'MONTH' } },
    hiringOrganization: { name: '株式会社見本' },
  })
  expect(markup).toContain(`<link rel="canonical" href="${appUrl}/jobs/P-1"`)
  expect(markup).toContain('property="og:title"')
})

test('a job leads on to those that ask for much the same', async () => {
  const page = await (await get('/jobs/P-1')).text()
  expect(page).toContain('似ている案件')
  expect(page).toContain('id="job-P-2"')
  expect(page).not.toContain('id="job-P-3"')
})

test('a closed job is gone for good, says nothing of itself and leads on; one that was never public is not found', async () => {
  const closed = await get('/jobs/P-4')
  expect(closed.status).toBe(410)
  const page = await read(closed)
  expect(page).toContain('募集は終了しました')
  expect(page).toContain('P-2の開発')
  expect(page).not.toContain('P-4の開発')
  expect((await get('/jobs/P-5')).status).toBe(404)
  expect((await get('/jobs/unknown')).status).toBe(404)
})

test('the feed is JSON Feed 1.1 of the listed jobs, newest first', async () => {
  const response = await get('/feed/jobs.json')
  expect(response.headers.get('content-type')).toStartWith('application/feed+json')
  const feed = await response.json()
  expect(feed).toMatchObject({ version: 'https://jsonfeed.org/version/1.1', feed_url: `${appUrl}/feed/jobs.json` })
  for (const item of feed.items) {
    expect([typeof item.id, typeof item.url, typeof item.title, typeof item.content_text]).toEqual(
      Array(4).fill('string'),
    )
    expect(item.content_text).not.toBe('')
    expect(new Date(item.date_published).toISOString()).toStartWith('2026-1')
    expect(item.tags.every((tag: unknown) => typeof tag === 'string')).toBe(true)
  }
  expect(feed.items.map((item: { url: string }) => item.url)).toEqual(
    ['P-2', 'P-3', 'P-1'].map((id) => `${appUrl}/jobs/${id}`),
  )
})

test('the sitemap names the public pages and every listed job, robots.txt names the sitemap', async () => {
  const map = await (await get('/sitemap.xml')).text()
  for (const path of ['/', '/jobs', '/jobs/P-1', '/jobs/P-2']) expect(map).toContain(`<loc>${appUrl}${path}</loc>`)
  for (const id of ['P-4', 'P-5']) expect(map).not.toContain(id)
  expect(await (await get('/sitemaps/1.xml')).text()).toBe(map)
  for (const page of ['2.xml', '0.xml', '1', '1.xml.xml', '-1.xml'])
    expect((await get(`/sitemaps/${page}`)).status).toBe(404)
  const robots = await (await get('/robots.txt')).text()
  expect(robots).toContain(`Sitemap: ${appUrl}/sitemap.xml`)
  expect(robots).toContain('Disallow: /mypage')
})

test('the front of another origin may embed the newest jobs with their stylesheet', async () => {
  const response = await get('/embed/jobs?limit=2')
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  const markup = await response.text()
  expect(markup.match(/<li>/g)).toHaveLength(2)
  expect(markup).toContain(`href="${appUrl}/jobs/P-2"`)
  const [, stylesheet = ''] = /href="http:\/\/localhost:3000(\/assets\/embed-[^"]+)"/.exec(markup) ?? []
  const css = await get(stylesheet)
  expect(css.status).toBe(200)
  expect(css.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  for (const limit of ['-1', 'abc', '1e9', '']) expect((await get(`/embed/jobs?limit=${limit}`)).status).toBe(200)
})

test('mixtures of filters are kept out of search engines, pages are not', async () => {
  expect(await (await get('/jobs?remote=full')).text()).toContain('name="robots" content="noindex"')
  expect(await (await get('/jobs?sort=rate')).text()).toContain('name="robots" content="noindex"')
  const markup = await (await get('/jobs')).text()
  expect(markup).not.toContain('noindex')
  expect(markup).toContain(`<link rel="canonical" href="${appUrl}/jobs"`)
})
