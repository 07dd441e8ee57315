import type { Mail, MailAttachment } from '../storage/mail-store'

type Part = { readonly headers: Map<string, string>; readonly body: Buffer }
type Found = { html?: string; text?: string; attachments: MailAttachment[] }

const maxDepth = 10

/** Reads a raw message: enough of MIME for the mails a portal sends. */
export function parseMime(raw: Buffer): Omit<Mail, 'messageId' | 'at'> {
  const message = split(raw)
  const found: Found = { attachments: [] }
  collect(message, found, 0)
  const { attachments, ...body } = found
  const header = (name: string): string => decodeWords(message.headers.get(name) ?? '')
  const list = (name: string): string[] =>
    header(name)
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '')
  return {
    from: header('from'),
    replyTo: list('reply-to'),
    destination: { to: list('to'), cc: list('cc'), bcc: list('bcc') },
    subject: header('subject'),
    body,
    headers: [...message.headers].map(([name, value]) => ({ name, value: decodeWords(value) })),
    attachments,
  }
}

function split(raw: Buffer): Part {
  const end = /\r?\n\r?\n/.exec(raw.toString('latin1'))
  const head = raw.subarray(0, end ? end.index : raw.length).toString('utf8')
  const headers = new Map<string, string>()
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return { headers, body: end ? raw.subarray(end.index + end[0].length) : Buffer.alloc(0) }
}

function collect(part: Part, found: Found, depth: number) {
  const type = part.headers.get('content-type') ?? 'text/plain'
  const boundary = parameter(type, 'boundary')
  if (/^multipart\//i.test(type) && boundary !== undefined && depth < maxDepth) {
    for (const inner of splitParts(part.body, boundary)) collect(split(inner), found, depth + 1)
    return
  }
  const bytes = decodeBody(part)
  const disposition = part.headers.get('content-disposition') ?? ''
  const filename = parameter(disposition, 'filename') ?? parameter(type, 'name')
  const isAttachment = /^attachment/i.test(disposition) || filename !== undefined
  if (!isAttachment && /^text\/html/i.test(type)) found.html ??= bytes.toString('utf8')
  else if (!isAttachment && /^text\/plain/i.test(type)) found.text ??= bytes.toString('utf8')
  else {
    const contentType = type.split(';')[0]?.trim() ?? type
    const name = filename === undefined ? {} : { filename: decodeWords(filename) }
    found.attachments.push({ content: bytes.toString('base64'), contentType, size: bytes.length, ...name })
  }
}

function splitParts(body: Buffer, boundary: string): Buffer[] {
  const pieces = body.toString('latin1').split(`--${boundary}`).slice(1)
  const parts = pieces.filter((piece) => !piece.startsWith('--'))
  return parts.map((piece) => Buffer.from(piece.replace(/^\r?\n/, '').replace(/\r?\n$/, ''), 'latin1'))
}

function decodeBody({ headers, body }: Part): Buffer {
  const encoding = (headers.get('content-transfer-encoding') ?? '').toLowerCase()
  if (encoding === 'base64') return Buffer.from(body.toString('latin1'), 'base64')
  return encoding === 'quoted-printable' ? quotedPrintable(body.toString('latin1')) : body
}

function quotedPrintable(text: string): Buffer {
  const joined = text.replace(/[ \t]*=\r?\n/g, '')
  return Buffer.from(
    joined.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}

function parameter(header: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}="?([^";]+)"?`, 'i').exec(header)
  return found?.[1]?.trim()
}

/** =?UTF-8?B?…?= and =?UTF-8?Q?…?=; white space between two encoded words is not part of the text. */
function decodeWords(text: string): string {
  return text
    .replace(/(\?=)\s+(=\?)/g, '$1$2')
    .replace(/=\?[^?]+\?([BbQq])\?([^?]*)\?=/g, (_, kind: string, value: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(value, 'base64').toString('utf8')
        : quotedPrintable(value.replaceAll('_', ' ')).toString('utf8'),
    )
}
