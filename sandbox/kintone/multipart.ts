import type { Upload } from '../storage/file-store'

/** The part named `file` of a multipart body; undefined when there is none. */
export function filePart(contentType: string, body: Uint8Array): Upload | undefined {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) return undefined
  const bytes = Buffer.from(body)
  const mark = Buffer.from(`--${boundary}`)
  let start = bytes.indexOf(mark)
  while (start >= 0) {
    const next = bytes.indexOf(mark, start + mark.length)
    if (next < 0) return undefined
    const part = readPart(bytes.subarray(start + mark.length + 2, next - 2))
    if (part) return part
    start = next
  }
  return undefined
}

function readPart(part: Buffer): Upload | undefined {
  const end = part.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = part.subarray(0, end).toString('utf8')
  if (!/;\s*name="?file"?(?:;|\r|$)/im.test(head)) return undefined
  return {
    name: fileName(head),
    contentType: /^content-type:\s*([^\r\n]+)/im.exec(head)?.[1]?.trim() ?? 'application/octet-stream',
    bytes: new Uint8Array(part.subarray(end + 4)),
  }
}

function fileName(head: string): string {
  const encoded = /filename\*=UTF-8''([^;\r\n]+)/i.exec(head)?.[1]
  if (encoded !== undefined) return decodeURIComponent(encoded)
  return /filename="([^"\r\n]*)"/i.exec(head)?.[1] || 'file'
}
