/** A letter: both parts say the same. Lines of `text` end with \n. */
export type Letter = { subject: string; text: string; html: string }

type Draft = {
  subject: string
  /** Null where whoever typed the name may be a stranger to whoever reads it. */
  familyName: string | null
  /** Paragraphs of plain text. */
  paragraphs: string[]
  action?: { label: string; url: string }
  /** Smaller paragraphs after the action. */
  notes?: string[]
}

const footer = ['PRO WORKS 運営事務局', 'このメールは送信専用です。']

/** One draft becomes both parts, so that they cannot differ. */
export function composeLetter(draft: Draft): Letter {
  const greeting = draft.familyName === null ? 'PRO WORKS をご利用の方へ' : `${draft.familyName} 様`
  const action = draft.action ? [`${draft.action.label}\n${draft.action.url}`] : []
  const parts = [greeting, ...draft.paragraphs, ...action, ...(draft.notes ?? []), ['――――――――――', ...footer].join('\n')]
  return {
    subject: draft.subject,
    text: `${parts.join('\n\n')}\n`,
    html: `<!doctype html>${LetterPage({ draft, greeting })}`,
  }
}

function LetterPage({ draft, greeting }: { draft: Draft; greeting: string }): string {
  const page = (
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title safe>{draft.subject}</title>
      </head>
      <body style="margin:0;background:#f5f7fa;color:#1b2733;font:16px/1.8 'Hiragino Sans','Noto Sans JP',Meiryo,sans-serif">
        <div style="max-width:36rem;margin:0 auto;padding:24px 16px">
          <p style="font-weight:700;color:#0d2f51;letter-spacing:.06em;margin:0 0 16px">PRO WORKS</p>
          <div style="background:#fff;border:1px solid #d5dce4;border-radius:12px;padding:24px">
            <p safe>{greeting}</p>
            {draft.paragraphs.map((paragraph) => (
              <p safe style="white-space:pre-line">
                {paragraph}
              </p>
            ))}
            {draft.action ? (
              <p style="margin:24px 0">
                <a
                  href={draft.action.url}
                  style="display:inline-block;background:#14406b;color:#fff;font-weight:700;text-decoration:none;border-radius:6px;padding:12px 24px"
                  safe
                >
                  {draft.action.label}
                </a>
              </p>
            ) : null}
            {(draft.notes ?? []).map((note) => (
              <p safe style="font-size:14px;color:#4b5a6a;white-space:pre-line">
                {note}
              </p>
            ))}
          </div>
          <p style="font-size:13px;color:#4b5a6a">
            <span safe>{footer[0] ?? ''}</span>
            <br />
            <span safe>{footer[1] ?? ''}</span>
          </p>
        </div>
      </body>
    </html>
  )
  return String(page)
}
