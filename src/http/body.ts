import { BodyTooLarge } from './errors'

/** The body as text; stops reading at the bound, announced or not. Throws BodyTooLarge. */
export async function readText(request: Request, maximumBytes: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > maximumBytes) throw new BodyTooLarge()
  if (request.body === null) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.length
    if (size > maximumBytes) throw new BodyTooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
