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

/** Nothing personal is worth a visit, and every mixture of filters is one list. */
export function robots(sitemapUrl: string): string {
  const closed = [
    '/mypage',
    '/applications',
    '/bookmarks',
    '/internal/',
    '/webhooks/',
    '/embed/',
    '/jobs?',
    '/jobs/*/application',
  ]
  return [
    'User-agent: *',
    ...closed.map((path) => `Disallow: ${path}`),
    'Allow: /jobs?page=',
    `Sitemap: ${sitemapUrl}`,
    '',
  ].join('\n')
}
