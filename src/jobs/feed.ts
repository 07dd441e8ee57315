import type { Job } from './job'

/** Jobs of the feed; readers ask often enough for more to be pointless. */
export const jobsInFeed = 50

/** JSON Feed 1.1, newest first: https://www.jsonfeed.org/version/1.1/ */
export function jobFeed(jobs: Job[], addresses: { home: string; feed: string; job: (id: string) => string }) {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: 'PRO WORKS 新着案件',
    home_page_url: addresses.home,
    feed_url: addresses.feed,
    language: 'ja',
    items: jobs.map((job) => ({
      id: addresses.job(job.id),
      url: addresses.job(job.id),
      title: job.title,
      content_text: job.overview,
      ...(job.publishedOn && { date_published: `${job.publishedOn}T00:00:00+09:00` }),
      tags: job.skills,
    })),
  }
}

/** What one sitemap may hold: https://www.sitemaps.org/protocol.html */
export const mostInSitemap = 50_000

/** The sitemap of the public pages and the listed jobs. */
export function sitemap(pages: { url: string; changedOn: string | null }[]): string {
  const entries = pages.slice(0, mostInSitemap).map(({ url, changedOn }) => {
    const changed = changedOn === null ? '' : `<lastmod>${changedOn}</lastmod>`
    return `<url><loc>${Bun.escapeHTML(url)}</loc>${changed}</url>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('')}</urlset>`
}

/** Nothing personal is worth a visit, and every mixture of filters is one list. */
export function robots(sitemapUrl: string): string {
  const closed = ['/mypage', '/applications', '/internal/', '/webhooks/', '/embed/', '/jobs?', '/jobs/*/application']
  return [
    'User-agent: *',
    ...closed.map((path) => `Disallow: ${path}`),
    'Allow: /jobs?page=',
    `Sitemap: ${sitemapUrl}`,
    '',
  ].join('\n')
}
