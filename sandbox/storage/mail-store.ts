import type { Database } from 'bun:sqlite'

/** A sent mail, in the shape local SES stand-ins commonly list. `at` is in seconds. */
export type Mail = {
  readonly messageId: string
  readonly from: string
  readonly replyTo: readonly string[]
  readonly destination: {
    readonly to: readonly string[]
    readonly cc: readonly string[]
    readonly bcc: readonly string[]
  }
  readonly subject: string
  readonly body: { readonly html?: string; readonly text?: string }
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly attachments: readonly MailAttachment[]
  readonly at: number
}

export type MailAttachment = {
  /** Base64. */
  readonly content: string
  readonly contentType: string
  readonly filename?: string
  readonly size: number
}

export type MailStore = ReturnType<typeof openMailStore>

export function openMailStore(db: Database) {
  const parse = (row: { mail: string }): Mail => JSON.parse(row.mail)
  return {
    add(mail: Mail) {
      db.query('insert into mails (mail) values (?)').run(JSON.stringify(mail))
    },
    /** Oldest first. */
    all: (): Mail[] => db.query<{ mail: string }, []>('select mail from mails order by id').all().map(parse),
    find: (messageId: string): Mail | undefined => {
      const row = db
        .query<{ mail: string }, [string]>("select mail from mails where json_extract(mail, '$.messageId') = ?")
        .get(messageId)
      return row ? parse(row) : undefined
    },
    clear() {
      db.run('delete from mails')
    },
  }
}
