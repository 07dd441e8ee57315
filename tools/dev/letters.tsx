// Started by bin/dev: shows what every letter of the portal looks like, without anybody having to cause one.
import { join } from 'node:path'
import type { Letter } from '../../src/mail/letter'
import { samples } from './letter-samples'

type Samples = Record<string, () => Letter>

const stylePath = '/style.css'
const styleFile = join(import.meta.dir, '..', '..', 'sandbox', 'http', 'page.css')

/** Composes again with every request; what there is to show comes from letter-samples.ts. */
export async function answerLetters(request: Request, letters: Samples = samples): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname === '/') return page(LetterList({ letters }))
  if (pathname === stylePath) return new Response(Bun.file(styleFile))
  const [, kind = '', part] = /^\/letters\/([\w-]+)(\/html)?$/.exec(pathname) ?? []
  const compose = Object.hasOwn(letters, kind) ? letters[kind] : undefined
  if (compose === undefined) return new Response('このメールはありません。', { status: 404 })
  return part === undefined ? page(LetterParts({ kind, letter: compose() })) : htmlPart(compose())
}

function page(markup: string): Response {
  const policy = "default-src 'none'; style-src 'self'; frame-src 'self'; img-src data:"
  return new Response(`<!doctype html>${markup}`, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  })
}

/** A letter may neither run scripts nor touch the page around it; its links open a new tab. */
const freedoms = 'allow-popups allow-popups-to-escape-sandbox'

function htmlPart({ html }: Letter): Response {
  const policy = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox ${freedoms}`
  return new Response(html.replace('<head>', '<head><base target="_blank">'), {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  })
}

function LetterList({ letters }: { letters: Samples }): string {
  const entries = Object.entries(letters)
  return Shell({
    title: `メールの見本（${entries.length}種類）`,
    content: entries.map(([kind, compose]) => (
      <article class="card">
        <a href={`/letters/${kind}`}>
          <strong safe>{compose().subject}</strong>
        </a>
        <div class="muted" safe>
          {kind}
        </div>
      </article>
    )),
  })
}

function LetterParts({ kind, letter }: { kind: string; letter: Letter }): string {
  return Shell({
    title: letter.subject,
    content: (
      <>
        <p class="muted" safe>
          {kind}
        </p>
        <h2>HTML</h2>
        <iframe title="HTMLの本文" src={`/letters/${kind}/html`} sandbox={freedoms} />
        <h2>テキスト</h2>
        <div class="card">
          <pre safe>{letter.text}</pre>
        </div>
      </>
    ),
  })
}

function Shell({ title, content }: { title: string; content: JSX.Element | JSX.Element[] }): string {
  const shell = (
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title safe>{title}</title>
        <link rel="stylesheet" href={stylePath} />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <header>
          <strong>PRO WORKS</strong>
          <nav aria-label="メニュー">
            <a href="/">メールの見本</a>
          </nav>
        </header>
        <main>
          <h1 safe>{title}</h1>
          {content}
        </main>
      </body>
    </html>
  )
  return String(shell)
}

if (import.meta.main) {
  const port = Number(process.argv[2])
  Bun.serve({ hostname: '127.0.0.1', port, fetch: (request) => answerLetters(request) })
  process.stdout.write(`http://localhost:${port}/\n`)
}
