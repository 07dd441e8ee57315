import { resolve } from 'node:path'

export type Options = { port: number; sandboxPort: number; dataDir: string; resets: boolean; opensBrowser: boolean }

export const usage = `使い方: bin/dev [--reset] [--no-open]

  PRO WORKSの開発環境（ポータルと、kintone・Gemini・メールのサンドボックス）を起動します。

  --reset     データを消して最初から始めます
  --no-open   ブラウザを開きません（端末以外から起動したときは常に開きません）
  --help      この説明を表示します

  環境変数    PORT（3000）、SANDBOX_PORT（4010。メールボックスとメールの見本はそれに続く番号）、DATA_DIR（.data）、
              DATABASE_URL（指定するとPGliteの代わりにそのPostgreSQLを使います）
`

type Request = { options: Options } | { shows: 'help' } | { problem: string }

/** What the command line and the environment ask for. */
export function readOptions(args: string[], environment: Record<string, string | undefined>): Request {
  if (args.includes('--help') || args.includes('-h')) return { shows: 'help' }
  const unknown = args.find((arg) => arg !== '--reset' && arg !== '--no-open')
  if (unknown !== undefined) return { problem: `unknown option ${unknown}` }
  const port = readPort(environment.PORT, { fallback: 3000, following: 0 })
  const sandboxPort = readPort(environment.SANDBOX_PORT, { fallback: 4010, following: 2 })
  if (port === null) return { problem: 'PORT is not a port number' }
  if (sandboxPort === null) return { problem: 'SANDBOX_PORT is not a port number' }
  const dataDir = resolve(environment.DATA_DIR || '.data')
  const opensBrowser = process.stdout.isTTY === true && !args.includes('--no-open')
  return { options: { port, sandboxPort, dataDir, resets: args.includes('--reset'), opensBrowser } }
}

/** The numbers that follow must be ports too: the mailbox and the letters listen there. */
function readPort(text: string | undefined, { fallback, following }: { fallback: number; following: number }) {
  if (!text) return fallback
  const port = Number(text)
  return Number.isInteger(port) && port > 0 && port + following <= 65_535 ? port : null
}
