import { LRUCache } from 'lru-cache'
import { type EncodedBody, encodeBody, encodingFor } from './compress'
import { type HtmlOptions, htmlHeaders } from './html'

/** Pages as they were sent, compressed, by everything that they show. */
export type KeptPages = {
  /**
   * The page kept under the key, or the one that is made now. The key must name whatever the page depends on, the person
   * first: a page is answered to whoever comes with its key.
   */
  answer: (
    request: Request,
    key: string,
    make: () => string | Promise<string>,
    options?: HtmlOptions,
  ) => Promise<Response>
}

const encoder = new TextEncoder()

/** Keeps the pages asked for last, `maximumBytes` of them in all. */
export function openKeptPages(maximumBytes: number): KeptPages {
  const kept = new LRUCache<string, EncodedBody>({
    maxSize: maximumBytes,
    sizeCalculation: ({ bytes }, key) => bytes.length + 2 * key.length,
  })
  return {
    answer: async (request, key, make, options = {}) => {
      const wanted = encodingFor(request.headers.get('accept-encoding'))
      const place = `${wanted ?? ''}|${key}`
      let body = kept.get(place)
      if (body === undefined) {
        body = encodeBody(encoder.encode(await make()), wanted)
        kept.set(place, body)
      }
      const headers = new Headers(htmlHeaders(options))
      headers.append('vary', 'Accept-Encoding')
      if (body.encoding !== null) headers.set('content-encoding', body.encoding)
      return new Response(body.bytes, { status: options.status ?? 200, headers })
    },
  }
}
