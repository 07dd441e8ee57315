import { SESv2Client, SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2'
import type { Config } from '../../config'

/** The only error that leaves this folder: no address, no text of the letter. */
export class MailError extends Error {
  override name = 'MailError'
  constructor(
    readonly code: string,
    /** True when sending the same letter again would fail the same way. */
    readonly isFinal: boolean,
  ) {
    super(`ses send: ${code}`)
  }
}

export type MailService = {
  /** One SES call. Throws MailError. */
  send: (to: string, letter: OutgoingLetter) => Promise<void>
}

/** `id` goes along as X-Letter-ID: a letter that was sent twice, because an answer was lost, can be told by it. */
export type OutgoingLetter = { id: string; subject: string; text: string; html: string }

const finalCodes = ['MessageRejected', 'BadRequestException']
const timeoutMs = 10_000

/** SES rejects with the same code what an operator can mend: a sender or an account that is not verified yet. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof SESv2ServiceException) || !finalCodes.includes(error.name)) return false
  return !/not verified|sandbox|sending (?:is )?paused/i.test(error.message)
}

export function openMail(config: Config['mail']): MailService {
  const client = new SESv2Client({
    region: config.region,
    // The queue repeats; the SDK's own repeats would only hold the worker.
    maxAttempts: 1,
    ...(config.endpoint === null ? {} : { endpoint: config.endpoint }),
    ...(config.credentials === null ? {} : { credentials: config.credentials }),
  })
  const content = (data: string) => ({ Data: data, Charset: 'UTF-8' })
  return {
    send: async (to, { id, subject, text, html }) => {
      const command = new SendEmailCommand({
        FromEmailAddress: config.from,
        Destination: { ToAddresses: [to] },
        Content: {
          Simple: {
            Subject: content(subject),
            Body: { Text: content(text), Html: content(html) },
            Headers: [{ Name: 'X-Letter-ID', Value: id }],
          },
        },
      })
      try {
        await client.send(command, { abortSignal: AbortSignal.timeout(timeoutMs) })
      } catch (error) {
        const code = error instanceof Error ? error.name : 'UNKNOWN'
        throw new MailError(code, isFinal(error))
      }
    },
  }
}
