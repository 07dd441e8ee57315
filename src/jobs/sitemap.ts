/** `changedOn`: `YYYY-MM-DD`, null when nobody knows. */
export type SitemapUrl = { url: string; changedOn: string | null }

/** The protocol allows 50,000 and 50 MB: https://www.sitemaps.org/protocol.html. This many are written in an instant. */
export const urlsPerSitemap = 10_000

const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9'
const head = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** All addresses in one file, or, when they are too many, the files that hold them. */
export function sitemap(urls: SitemapUrl[], addressOf: (page: number) => string): string {
  if (urls.length <= urlsPerSitemap) return urlSet(urls)
  const maps = Array.from({ length: Math.ceil(urls.length / urlsPerSitemap) }, (_, n) => {
    const days = pageOf(urls, n + 1).flatMap(({ changedOn }) => changedOn ?? [])
    return { url: addressOf(n + 1), changedOn: days.toSorted().at(-1) ?? null }
  })
  return `${head}<sitemapindex xmlns="${namespace}">${maps.map(entry('sitemap')).join('')}</sitemapindex>`
}

/** One of those files, from 1; null for one that there is not. */
export function sitemapPage(urls: SitemapUrl[], page: number): string | null {
  const part = pageOf(urls, page)
  return part.length === 0 ? null : urlSet(part)
}

const urlSet = (urls: SitemapUrl[]) => `${head}<urlset xmlns="${namespace}">${urls.map(entry('url')).join('')}</urlset>`

const pageOf = (urls: SitemapUrl[], page: number) => urls.slice((page - 1) * urlsPerSitemap, page * urlsPerSitemap)

const entry =
  (element: 'url' | 'sitemap') =>
  ({ url, changedOn }: SitemapUrl) => {
    const changed = changedOn === null ? '' : `<lastmod>${changedOn}</lastmod>`
    return `<${element}><loc>${Bun.escapeHTML(url)}</loc>${changed}</${element}>`
  }
