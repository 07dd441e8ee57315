import { Elysia } from 'elysia'
import { FrontPage } from '../../views/pages/front'
import { HowMatchingWorksPage } from '../../views/pages/how-matching-works'
import { LegalPage } from '../../views/pages/legal'
import { currentTalent, type GuardTools } from '../accounts/guard'
import { termsVersion } from '../accounts/terms'
import { type Clock, dayInTokyo } from '../clock'
import { html } from '../http/html'
import { noFilters } from '../jobs/filters'
import { type JobShelf, listJobs } from '../jobs/list-jobs'
import { engineVersion } from '../matching/engine'
import { promptVersion } from '../matching/evaluation-prompt'
import { paths } from '../paths'
import { viewerOf } from '../profile/viewer'

/** Pages that only tell something. */
export function pageRoutes(tools: GuardTools & { shelf: JobShelf; clock: Clock }) {
  const viewer = async (request: Request) => viewerOf(await currentTalent(tools, request))
  return new Elysia({ name: 'pages' })
    .get(paths.front(), async ({ request }) => {
      const { total } = await listJobs(tools.shelf, {
        reader: null,
        filters: noFilters,
        page: 1,
        today: dayInTokyo(tools.clock()),
      })
      return html(FrontPage({ viewer: await viewer(request), openJobs: total }), {
        isPrivate: request.headers.has('cookie'),
      })
    })
    .get(paths.terms(), async ({ request }) => legal('terms', await viewer(request)))
    .get(paths.privacy(), async ({ request }) => legal('privacy', await viewer(request)))
    .get(paths.howMatchingWorks(), async ({ request }) => {
      const known = await viewer(request)
      const asked = tools.config.gemini.apiKey === null ? null : promptVersion
      const props = { viewer: known, engineVersion, promptVersion: asked }
      return html(HowMatchingWorksPage(props), { isPrivate: known !== null })
    })
}

function legal(kind: 'terms' | 'privacy', viewer: { familyName: string } | null): Response {
  return html(LegalPage({ viewer, kind, version: termsVersion }), { isPrivate: viewer !== null })
}
