import { Elysia } from 'elysia'
import { EmbeddedJobs } from '../../views/jobs/embed'
import { type Clock, dayInTokyo } from '../clock'
import type { Config } from '../config'
import { findJobs } from '../db/jobs'
import { NotFound } from '../http/errors'
import { html } from '../http/html'
import { paths } from '../paths'
import { membersBetween } from './bits'
import { jobFeed, jobsInFeed, robots } from './feed'
import type { JobSummary } from './job'
import type { JobShelf } from './list-jobs'
import { listedJobs } from './select-jobs'
import { type SitemapUrl, sitemap, sitemapPage } from './sitemap'

const mostEmbedded = 12
const usuallyEmbedded = 6
const publicFor = (seconds: number) => `public, max-age=${seconds}`
/** As text it is compressed on its way. */
const xml = (markup: string) =>
  new Response(markup, {
    headers: { 'content-type': 'text/xml; charset=utf-8', 'cache-control': publicFor(3_600) },
  })

/** What search engines, feed readers and the WordPress front fetch: public jobs only, nothing of any person. */
export function jobMachineRoutes({ shelf, clock, config }: { shelf: JobShelf; clock: Clock; config: Config }) {
  const absolute = (path: string) => `${config.appUrl}${path}`
  const newest = async (count: number): Promise<JobSummary[]> => {
    const catalogue = await shelf.catalogue()
    const listed = listedJobs(catalogue.index, dayInTokyo(clock()))
    const slots = membersBetween(shelf.orders(catalogue).newest, listed, 0, count)
    return slots.flatMap((slot) => catalogue.at(slot)?.job ?? [])
  }
  const publicUrls = async (): Promise<SitemapUrl[]> => {
    const pages = [paths.front(), paths.jobs(), paths.howMatchingWorks(), paths.terms(), paths.privacy()]
    const jobs = await newest(Number.POSITIVE_INFINITY)
    return [
      ...pages.map((path) => ({ url: absolute(path), changedOn: null })),
      ...jobs.map((job) => ({ url: absolute(paths.job(job.id)), changedOn: job.lastConfirmedOn ?? job.publishedOn })),
    ]
  }
  return new Elysia({ name: 'job-machines' })
    .get(paths.jobFeed(), async () => {
      const addresses = {
        home: absolute(paths.jobs()),
        feed: absolute(paths.jobFeed()),
        job: (id: string) => absolute(paths.job(id)),
      }
      const headers = { 'content-type': 'application/feed+json; charset=utf-8', 'cache-control': publicFor(300) }
      const ids = (await newest(jobsInFeed)).map((job) => job.id)
      const jobs = await findJobs(shelf.database.db, ids)
      const inOrder = ids.flatMap((id) => jobs.get(id) ?? [])
      return new Response(JSON.stringify(jobFeed(inOrder, addresses)), { headers })
    })
    .get(paths.sitemap(), async () => xml(sitemap(await publicUrls(), (page) => absolute(paths.sitemapPage(page)))))
    .get('/sitemaps/:page', async ({ params }) => {
      const page = /^([1-9]\d{0,4})\.xml$/.exec(params.page)?.[1]
      const markup = page === undefined ? null : sitemapPage(await publicUrls(), Number(page))
      if (markup === null) throw new NotFound()
      return xml(markup)
    })
    .get(paths.robots(), () => {
      const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': publicFor(3_600) }
      return new Response(robots(absolute(paths.sitemap())), { headers })
    })
    .get(paths.embeddedJobs(), async ({ request }) => {
      const wanted = Number(new URL(request.url).searchParams.get('limit') ?? usuallyEmbedded)
      const count = Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, mostEmbedded) : usuallyEmbedded
      const markup = EmbeddedJobs({ jobs: await newest(count), today: dayInTokyo(clock()), origin: config.appUrl })
      // The front is another origin; there is nothing here that a stranger may not read.
      const headers = {
        'cache-control': publicFor(60),
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
      }
      return html(String(markup), { headers })
    })
}
