import { gzipSync, zstdCompressSync } from 'node:zlib'

/** Below this the header costs more than it saves. */
const minimumBytes = 1_024

type DynamicEncoding = 'zstd' | 'gzip'
const compressors: Record<DynamicEncoding, (body: Uint8Array) => Uint8Array> = {
  zstd: (body) => zstdCompressSync(body),
  gzip: (body) => gzipSync(body, { level: 6 }),
}

/** True when the client lists the encoding without refusing it (`q=0`). */
export function accepts(header: string | null, encoding: string): boolean {
  return (header ?? '').split(',').some((entry) => {
    const [name, ...parameters] = entry.trim().split(';')
    return name === encoding && !parameters.some((parameter) => /^\s*q=0(\.0*)?\s*$/.test(parameter))
  })
}

/** Compresses a text body in one go; files come compressed already and pass through. */
export async function compressed(response: Response, acceptEncoding: string | null): Promise<Response> {
  const isText = /^(text\/|application\/(json|ld\+json))/.test(response.headers.get('content-type') ?? '')
  if (!isText || response.body === null || response.headers.has('content-encoding')) return response
  response.headers.append('vary', 'Accept-Encoding')
  const encoding = (['zstd', 'gzip'] as const).find((name) => accepts(acceptEncoding, name))
  if (encoding === undefined) return response
  const body = new Uint8Array(await response.arrayBuffer())
  if (body.length < minimumBytes) return new Response(body, response)
  response.headers.set('content-encoding', encoding)
  response.headers.delete('content-length')
  return new Response(compressors[encoding](body) as Uint8Array<ArrayBuffer>, response)
}
