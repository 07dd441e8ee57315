import type { Mail } from '../storage/mail-store'
import type { World } from '../world'

/** Posts what SES would publish through SNS. Without a target nothing happens. */
export function notify(world: World, kind: 'mail-bounce' | 'mail-complaint', mail: Mail) {
  const url = world.settings.notificationUrl()
  if (url === undefined) return
  const body = JSON.stringify(envelope(kind, mail, world.clock.now().toISOString()))
  const headers = { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': 'Notification' }
  fetch(url, { method: 'POST', headers, body }).catch(() => {
    process.stderr.write('sandbox: nobody took the mail notification\n')
  })
}

function envelope(kind: 'mail-bounce' | 'mail-complaint', mail: Mail, timestamp: string) {
  return {
    Type: 'Notification',
    MessageId: crypto.randomUUID(),
    TopicArn: 'arn:aws:sns:ap-northeast-1:000000000000:sandbox-mail',
    Message: JSON.stringify(kind === 'mail-bounce' ? bounce(mail, timestamp) : complaint(mail, timestamp)),
    Timestamp: timestamp,
    SignatureVersion: '1',
    Signature: 'sandbox',
    SigningCertURL: 'https://sns.ap-northeast-1.amazonaws.com/sandbox.pem',
  }
}

const mailPart = (mail: Mail, timestamp: string) => ({
  timestamp,
  messageId: mail.messageId,
  source: mail.from,
  destination: mail.destination.to,
})

const bounce = (mail: Mail, timestamp: string) => ({
  notificationType: 'Bounce',
  bounce: {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: mail.destination.to.map((emailAddress) => ({
      emailAddress,
      action: 'failed',
      status: '5.1.1',
      diagnosticCode: 'smtp; 550 5.1.1 user unknown',
    })),
    timestamp,
    feedbackId: crypto.randomUUID(),
  },
  mail: mailPart(mail, timestamp),
})

const complaint = (mail: Mail, timestamp: string) => ({
  notificationType: 'Complaint',
  complaint: {
    complainedRecipients: mail.destination.to.map((emailAddress) => ({ emailAddress })),
    complaintFeedbackType: 'abuse',
    timestamp,
    feedbackId: crypto.randomUUID(),
  },
  mail: mailPart(mail, timestamp),
})
