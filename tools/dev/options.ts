import { resolve } from 'node:path'

export type Options = { port: number; sandboxPort: number; dataDir: string; resets: boolean; opensBrowser: boolean }

export const usage = `使い方: bin/dev [--reset] [--no-open]

  PRO WORKSの開発環境（ポータルと、kintone・Gemini・メールのサンドボックス）を起動します。

  --reset     データを消して最初から始めます
  --no-open   ブラウザを開きません（端末以外から起動したときは常に開きません）
  --help      この説明を表示します

  環境変数    PORT（3000）、SANDBOX_PORT（4010。メールはその次の番号）、DATA_DIR（.data）、
              DATABASE_URL（指定するとPGliteの代わりにそのPostgreSQLを使います）
`

type Request = { options: Options } | { shows: 'help' } | { problem: string }

/** What the command line and the environment ask for. */
export function readOptions(args: string[], environment: Record<string, string | undefined>): Request {
  if (args.includes('--help') || args.includes('-h')) return { shows: 'help' }
  const unknown = args.find((arg) => arg !== '--reset' && arg !== '--no-open')
  if (unknown !== undefined) return { problem: `unknown option ${unknown}` }
  const port = readPort(environment.PORT, 3000)
  const sandboxPort = readPort(environment.SANDBOX_PORT, 4010)
  if (port === null) return { problem: 'PORT is not a port number' }
  if (sandboxPort === null) return { problem: 'SANDBOX_PORT is not a port number' }
  const dataDir = resolve(environment.DATA_DIR || '.data')
  const opensBrowser = process.stdout.isTTY === true && !args.includes('--no-open')
  return { options: { port, sandboxPort, dataDir, resets: args.includes('--reset'), opensBrowser } }
}

/** The next number must be a port too: the sandbox keeps its mail there. */
function readPort(text: string | undefined, fallback: number): number | null {
  if (!text) return fallback
  const port = Number(text)
  return Number.isInteger(port) && port > 0 && port < 65_535 ? port : null
}
