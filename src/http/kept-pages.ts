import { LRUCache } from 'lru-cache'
import { type EncodedBody, encodeBody, encodingFor } from './compress'
import { type HtmlOptions, htmlHeaders } from './html'

/** `headers`: those that depend on what the page shows. */
type Made = { markup: string; headers?: Record<string, string> }
type Kept = EncodedBody & Pick<Made, 'headers'>

/** Pages as they were sent, compressed, by everything that they show. */
export type KeptPages = {
  /**
   * The page kept under the key, or the one that is made now. The key must name whatever the page depends on, the person
   * first: a page is answered to whoever comes with its key.
   */
  answer: (request: Request, key: string, make: () => Promise<Made>, options?: HtmlOptions) => Promise<Response>
}

const encoder = new TextEncoder()

/** Keeps the pages asked for last, `maximumBytes` of them in all. */
export function openKeptPages(maximumBytes: number): KeptPages {
  const kept = new LRUCache<string, Kept>({
    maxSize: maximumBytes,
    sizeCalculation: ({ bytes }, key) => bytes.length + 2 * key.length,
  })
  return {
    answer: async (request, key, make, options = {}) => {
      const wanted = encodingFor(request.headers.get('accept-encoding'))
      const place = `${wanted ?? ''}|${key}`
      let page = kept.get(place)
      if (page === undefined) {
        const { markup, ...rest } = await make()
        page = { ...encodeBody(encoder.encode(markup), wanted), ...rest }
        kept.set(place, page)
      }
      const headers = new Headers(htmlHeaders({ ...options, headers: { ...options.headers, ...page.headers } }))
      // What goes out as it was is left to the edge, which says so itself.
      if (page.encoding !== null) {
        headers.set('content-encoding', page.encoding)
        headers.append('vary', 'Accept-Encoding')
      }
      return new Response(page.bytes, { status: options.status ?? 200, headers })
    },
  }
}
