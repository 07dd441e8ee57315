import { Elysia } from 'elysia'
import { type Asset, allAssets } from '../assets'
import { accepts } from './compress'

const forever = 'public, max-age=31536000, immutable'

/** The built files under /assets: kept by browsers for ever, sent as they were compressed at build time. */
export function staticFiles() {
  const byFile = new Map([...allAssets().values()].map((asset) => [asset.url.split('/').at(-1) ?? '', asset]))
  const icon = allAssets().get('icon.svg')
  return new Elysia({ name: 'static' })
    .get('/assets/:file', ({ params, request }) => {
      const asset = byFile.get(params.file)
      const sender = params.file.startsWith('embed-') ? sendToAnyone : send
      return asset ? sender(asset, request, forever) : new Response('Not found', { status: 404 })
    })
    .get('/favicon.ico', ({ request }) =>
      icon ? send(icon, request, 'public, max-age=86400') : new Response(null, { status: 404 }),
    )
}

/** The stylesheet that comes with an embedded fragment. */
function sendToAnyone(asset: Asset, request: Request, cacheControl: string): Response {
  const response = send(asset, request, cacheControl)
  response.headers.set('cross-origin-resource-policy', 'cross-origin')
  return response
}

function send(asset: Asset, request: Request, cacheControl: string): Response {
  const encoding = (['br', 'gzip'] as const).find(
    (name) => asset.encoded[name] && accepts(request.headers.get('accept-encoding'), name),
  )
  const bytes = (encoding && asset.encoded[encoding]) ?? asset.bytes
  const headers = new Headers({ 'content-type': asset.type, 'cache-control': cacheControl, vary: 'Accept-Encoding' })
  if (encoding) headers.set('content-encoding', encoding)
  return new Response(new Uint8Array(bytes), { headers })
}
