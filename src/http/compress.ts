import { gzipSync, zstdCompressSync } from 'node:zlib'

/** Below this the header costs more than it saves. */
const minimumBytes = 1_024

type DynamicEncoding = 'zstd' | 'gzip'
/** A body as it is sent; `encoding` null when it went as it was. */
export type EncodedBody = { bytes: Uint8Array<ArrayBuffer>; encoding: DynamicEncoding | null }

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

/** What a text is sent as to a client with this Accept-Encoding header. */
export function encodingFor(acceptEncoding: string | null): DynamicEncoding | null {
  return (['zstd', 'gzip'] as const).find((name) => accepts(acceptEncoding, name)) ?? null
}

export function encodeBody(bytes: Uint8Array<ArrayBuffer>, encoding: DynamicEncoding | null): EncodedBody {
  if (encoding === null || bytes.length < minimumBytes) return { bytes, encoding: null }
  return { bytes: compressors[encoding](bytes) as Uint8Array<ArrayBuffer>, encoding }
}

/** Compresses a text body in one go; files come compressed already and pass through. */
export async function compressed(response: Response, acceptEncoding: string | null): Promise<Response> {
  const isText = /^(text\/|application\/(json|ld\+json))/.test(response.headers.get('content-type') ?? '')
  if (!isText || response.body === null || response.headers.has('content-encoding')) return response
  const { status, headers } = response
  headers.append('vary', 'Accept-Encoding')
  const { bytes, encoding } = encodeBody(await response.bytes(), encodingFor(acceptEncoding))
  headers.delete('content-length')
  if (encoding !== null) headers.set('content-encoding', encoding)
  return new Response(bytes, { status, headers })
}
