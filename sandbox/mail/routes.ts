import { type Call, json, type Reply, text } from '../http/call'
import type { World } from '../world'
import { answerMailbox } from './mailbox'
import { sendEmail } from './send-email'

/** The mail port: SES v2's SendEmail, `/store` as JSON, and the mailbox for people. */
export async function answerMail(world: World, call: Call): Promise<Reply> {
  const { pathname } = call.url
  if (call.method === 'POST' && pathname === '/v2/email/outbound-emails') {
    world.meter.count('ses', call.method, pathname)
    return sendEmail(world, call)
  }
  if (pathname === '/store' && call.method === 'GET') return json({ emails: world.mails.all() })
  if (pathname === '/clear-store' && call.method === 'POST') {
    world.mails.clear()
    return json({})
  }
  if (pathname === '/health-check') return text('ok')
  if (call.method === 'GET') return answerMailbox(world, call)
  return json({ message: 'the sandbox only knows SendEmail' }, 404)
}
