import { expect, test } from 'bun:test'
import { type SitemapUrl, sitemap, sitemapPage, urlsPerSitemap } from '../../src/jobs/sitemap'

const urls = (count: number): SitemapUrl[] =>
  Array.from({ length: count }, (_, n) => ({
    url: `https://example.jp/jobs/${n}?a=1&b=<2>`,
    changedOn: n % 2 === 0 ? `2026-11-${String((n % 28) + 1).padStart(2, '0')}` : null,
  }))
const addressOf = (page: number) => `https://example.jp/sitemaps/${page}.xml`
const locations = (markup: string) => [...markup.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => url)

test('what fits into one file is one file', () => {
  const markup = sitemap(urls(urlsPerSitemap), addressOf)
  expect(markup).toContain('<urlset')
  expect(locations(markup)).toHaveLength(urlsPerSitemap)
  expect(locations(markup)[0]).toBe('https://example.jp/jobs/0?a=1&amp;b=&lt;2&gt;')
})

test('more becomes an index of files that hold every address once', () => {
  const all = urls(60_001)
  const index = sitemap(all, addressOf)
  expect(index).toContain('<sitemapindex')
  expect(locations(index)).toEqual([1, 2, 3, 4, 5, 6, 7].map(addressOf))
  expect(index).toContain('<lastmod>2026-11-27</lastmod>')
  const pages = locations(index).map((_, n) => sitemapPage(all, n + 1) ?? '')
  expect(pages.flatMap(locations)).toHaveLength(60_001)
  for (const page of pages) expect(page.length).toBeLessThan(50_000_000)
  expect(sitemapPage(all, 8)).toBeNull()
})
