import type { FaultName } from '../control/fault-catalogue'
import { type Call, isObject, json, jsonObject, type Reply } from '../http/call'
import type { Mail } from '../storage/mail-store'
import type { World } from '../world'
import { parseMime } from './mime'
import { notify } from './notifications'

type Json = Readonly<Record<string, unknown>>

const maxRecipients = 50

/** SES v2 SendEmail with Simple or Raw content. */
export function sendEmail(world: World, call: Call): Reply {
  const body = jsonObject(call)
  if (!body) return refusal(400, 'BadRequestException', 'The body is not valid JSON.')
  const strike = world.faults.take({ service: 'mail', path: call.url.pathname })
  const fault = strike?.name
  const failure = fault && refuse(fault)
  if (failure) return failure
  const mail = readMail(body, world.clock.now())
  if (typeof mail === 'string') return refusal(400, 'BadRequestException', mail)
  world.mails.add(mail)
  if (fault === 'mail-bounce' || fault === 'mail-complaint') notify(world, fault, mail)
  const reply = json({ MessageId: mail.messageId })
  if (fault === 'mail-lost-answer') return { ...reply, cut: true }
  return fault === 'mail-slow' ? { ...reply, delayMs: strike?.delayMs ?? 0 } : reply
}

function refuse(fault: FaultName): Reply | undefined {
  switch (fault) {
    case 'mail-throttled':
      return refusal(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.')
    case 'mail-rejected-address':
      return refusal(400, 'MessageRejected', 'Address blacklisted.')
    case 'mail-unavailable':
      return { status: 503, body: '' }
    case 'mail-error':
      return refusal(500, 'InternalServiceErrorException', 'Internal service error.')
    case 'mail-reset':
      return { status: 0, cut: true }
    default:
      return undefined
  }
}

const refusal = (status: number, type: string, message: string): Reply =>
  json({ message }, status, { 'x-amzn-errortype': type })

/** The mail, or what is wrong with the request. */
function readMail(body: Json, now: Date): Mail | string {
  const content = isObject(body.Content) ? body.Content : {}
  const parts = isObject(content.Simple) ? readSimple(content.Simple) : readRaw(content.Raw)
  if (!parts) return 'Content must have a Simple or a Raw part.'
  const destination = isObject(body.Destination) ? body.Destination : {}
  const to = addresses(destination.ToAddresses)
  const cc = addresses(destination.CcAddresses)
  const bcc = addresses(destination.BccAddresses)
  const hasDestination = to.length + cc.length + bcc.length > 0
  const recipients = hasDestination ? { to, cc, bcc } : parts.destination
  const count = recipients.to.length + recipients.cc.length + recipients.bcc.length
  if (count === 0) return 'Missing required header: To.'
  if (count > maxRecipients) return `Recipient count exceeds ${maxRecipients}.`
  const from = typeof body.FromEmailAddress === 'string' ? body.FromEmailAddress : parts.from
  if (!from.includes('@')) return 'Missing FromEmailAddress.'
  const replyTo = addresses(body.ReplyToAddresses)
  return {
    ...parts,
    messageId: `sandbox-${crypto.randomUUID()}`,
    from,
    replyTo: replyTo.length > 0 ? replyTo : parts.replyTo,
    destination: recipients,
    at: Math.floor(now.getTime() / 1000),
  }
}

type MailParts = Omit<Mail, 'messageId' | 'at'>

const addresses = (list: unknown): string[] =>
  Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : []

const data = (part: unknown): string | undefined =>
  isObject(part) && typeof part.Data === 'string' ? part.Data : undefined

function readSimple(simple: Json): MailParts | undefined {
  const body = isObject(simple.Body) ? simple.Body : {}
  const html = data(body.Html)
  const text = data(body.Text)
  if (html === undefined && text === undefined) return undefined
  return {
    from: '',
    replyTo: [],
    destination: { to: [], cc: [], bcc: [] },
    subject: data(simple.Subject) ?? '',
    body: { ...(html !== undefined && { html }), ...(text !== undefined && { text }) },
    headers: headersOf(simple.Headers),
    attachments: [],
  }
}

function headersOf(list: unknown): { name: string; value: string }[] {
  if (!Array.isArray(list)) return []
  return list.filter(isObject).map(({ Name, Value }) => ({ name: String(Name), value: String(Value) }))
}

function readRaw(raw: unknown): MailParts | undefined {
  const encoded = data(raw)
  return encoded === undefined ? undefined : parseMime(Buffer.from(encoded, 'base64'))
}
