import type { Sandbox } from '../../sandbox/start'
import { eventually } from './eventually'

type StoredMail = {
  destination?: { to?: string[] }
  subject?: string
  body?: { text?: string; html?: string }
  headers?: { name: string; value: string }[]
}
/** `id` is the letter's X-Letter-ID. */
export type Mail = { id: string; to: string; subject: string; text: string; html: string }
export type Mailbox = {
  all: () => Promise<Mail[]>
  to: (address: string) => Promise<Mail[]>
  /** Waits for a letter to this address whose subject contains these words. */
  letter: (address: string, words: string) => Promise<Mail>
}

export function openMailbox(sandbox: Pick<Sandbox, 'startLine'>): Mailbox {
  const all = async () => {
    const response = await fetch(`${sandbox.startLine.ses.endpoint}/store`)
    const { emails } = (await response.json()) as { emails: StoredMail[] }
    return emails.map((mail) => ({
      id: mail.headers?.find(({ name }) => name === 'X-Letter-ID')?.value ?? '',
      to: mail.destination?.to?.[0] ?? '',
      subject: mail.subject ?? '',
      text: mail.body?.text ?? '',
      html: mail.body?.html ?? '',
    }))
  }
  const to = async (address: string) => (await all()).filter((mail) => mail.to === address)
  const letter = (address: string, words: string) =>
    eventually(`a letter to ${address}: ${words}`, async () =>
      (await to(address)).find((mail) => mail.subject.includes(words)),
    )
  return { all, to, letter }
}
