import { afterEach, expect, test } from 'bun:test'
import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2'
import { control, useSandbox } from './cast'

const sandbox = useSandbox()

afterEach(() => control(sandbox(), '/faults', undefined, 'DELETE'))

const letter: SendEmailCommandInput = {
  FromEmailAddress: 'PRO WORKS <noreply@example.com>',
  Destination: { ToAddresses: ['hanako@example.com'] },
  Content: {
    Simple: {
      Subject: { Data: '確認のお願い' },
      Body: {
        Text: { Data: '次を開いてください。\nhttp://localhost:3000/verify?token=a&x=1' },
        Html: { Data: '<p><a href="http://localhost:3000/verify?token=a">確認する</a></p><script>alert(1)</script>' },
      },
    },
  },
}

function send(input: SendEmailCommandInput = letter) {
  const { endpoint } = sandbox().startLine.ses
  const credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' }
  return new SESv2Client({ endpoint, region: 'ap-northeast-1', credentials, maxAttempts: 1 }).send(
    new SendEmailCommand(input),
  )
}

async function sent(): Promise<{ messageId: string; subject: string; body: { text?: string; html?: string } }[]> {
  const { emails } = await (await fetch(`${sandbox().startLine.ses.endpoint}/store`)).json()
  return emails
}

test('a simple mail is listed in the store', async () => {
  const { MessageId } = await send()
  expect(await sent()).toContainEqual(
    expect.objectContaining({
      messageId: MessageId,
      from: 'PRO WORKS <noreply@example.com>',
      destination: { to: ['hanako@example.com'], cc: [], bcc: [] },
      subject: '確認のお願い',
    }),
  )
})

test('a raw mail is taken apart', async () => {
  const raw = [
    'From: a@example.com',
    'To: b@example.com',
    `Subject: =?UTF-8?B?${Buffer.from('件名').toString('base64')}?=`,
    'Content-Type: multipart/alternative; boundary="x"',
    '',
    '--x',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('本文').toString('base64'),
    '--x',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    '<p>=E6=9C=AC=E6=96=87</p>',
    '--x--',
    '',
  ].join('\r\n')
  await send({ Content: { Raw: { Data: new TextEncoder().encode(raw) } } })
  expect((await sent()).at(-1)).toMatchObject({ subject: '件名', body: { text: '本文', html: '<p>本文</p>' } })
})

test('the mailbox shows the newest mail first and its markup only in a locked frame', async () => {
  const { MessageId } = await send()
  const { mailbox } = sandbox().startLine
  const list = await (await fetch(mailbox)).text()
  expect(list.indexOf(`/mails/${MessageId}`)).toBe(list.indexOf('/mails/'))
  const page = await (await fetch(`${mailbox}mails/${MessageId}`)).text()
  expect(page).toContain('href="http://localhost:3000/verify?token=a&amp;x=1" target="_blank"')
  expect(page).not.toContain('<script>')
  const part = await fetch(`${mailbox}mails/${MessageId}/html`)
  expect(part.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(part.headers.get('content-security-policy')).toContain('sandbox allow-popups')
})

const failing: [string, string, number][] = [
  ['mail-throttled', 'TooManyRequestsException', 429],
  ['mail-rejected-address', 'MessageRejected', 400],
  ['mail-error', 'InternalServiceErrorException', 500],
]

for (const [name, error, status] of failing) {
  test(`${name} answers ${error} and keeps no mail`, async () => {
    const before = (await sent()).length
    await control(sandbox(), '/faults', { name, count: 1 })
    await expect(send()).rejects.toMatchObject({ name: error, $metadata: { httpStatusCode: status } })
    expect(await sent()).toHaveLength(before)
  })
}

for (const name of ['mail-unavailable', 'mail-reset']) {
  test(`${name} fails without a reason and keeps no mail`, async () => {
    const before = (await sent()).length
    await control(sandbox(), '/faults', { name, count: 1 })
    await expect(send()).rejects.toThrow()
    expect(await sent()).toHaveLength(before)
  })
}

test('mail-slow is late but right', async () => {
  await control(sandbox(), '/faults', { name: 'mail-slow', count: 1, ms: 60 })
  const before = performance.now()
  expect((await send()).MessageId).toStartWith('sandbox-')
  expect(performance.now() - before).toBeGreaterThanOrEqual(59)
})

test('mail-lost-answer has sent the mail although the caller saw a failure', async () => {
  const before = (await sent()).length
  await control(sandbox(), '/faults', { name: 'mail-lost-answer', count: 1 })
  await expect(send()).rejects.toThrow()
  expect(await sent()).toHaveLength(before + 1)
})

/** Sends a mail under a fault and returns the notification somebody gets for it. */
async function notification(fault: string) {
  const { promise, resolve } = Promise.withResolvers<string>()
  const receiver = Bun.serve({
    port: 0,
    fetch: async (request) => {
      resolve(await request.text())
      return new Response()
    },
  })
  await control(sandbox(), '/settings', { mailNotificationUrl: `http://localhost:${receiver.port}/` })
  await control(sandbox(), '/faults', { name: fault, count: 1 })
  const { MessageId } = await send()
  const { Type, TopicArn, Message } = JSON.parse(await promise)
  await receiver.stop()
  expect([Type, TopicArn]).toEqual(['Notification', expect.stringMatching(/^arn:aws:sns:/)])
  return { messageId: MessageId, message: JSON.parse(Message) }
}

test('a bounce is posted in SNS form', async () => {
  const { messageId, message } = await notification('mail-bounce')
  expect(message).toMatchObject({
    notificationType: 'Bounce',
    bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'hanako@example.com' }] },
    mail: { messageId },
  })
})

test('a complaint is posted in SNS form', async () => {
  const { messageId, message } = await notification('mail-complaint')
  expect(message).toMatchObject({
    notificationType: 'Complaint',
    complaint: { complainedRecipients: [{ emailAddress: 'hanako@example.com' }] },
    mail: { messageId },
  })
})
