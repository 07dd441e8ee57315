import { readOptions, usage } from './options'
import { type Sandbox, type StartLine, startSandbox } from './start'
import { DataFolderInUse } from './storage/database'

const options = readOptions(process.argv.slice(2))
if (typeof options === 'string') {
  process.stderr.write(`sandbox: ${options}\n${usage}`)
  process.exit(2)
}

const { port, data, seed, webhook } = options
try {
  const sandbox = await startSandbox({
    port,
    dataDir: data,
    seed,
    ...(webhook !== undefined && { webhookUrl: webhook }),
  })
  process.stdout.write(options.json ? `${JSON.stringify(sandbox.startLine)}\n` : greeting(sandbox.startLine, data))
  stopOnSignal(sandbox)
} catch (error) {
  process.stderr.write(`sandbox: ${explain(error, port)}\n`)
  process.exit(1)
}

function greeting({ kintone, mailbox, control }: StartLine, folder: string): string {
  return [
    'The sandbox is ready.',
    `  staff's window  ${kintone.baseUrl}/`,
    `  mailbox         ${mailbox}`,
    `  control         ${control}`,
    `  data            ${folder}`,
    'Stop it with Ctrl-C.',
    '',
  ].join('\n')
}

function stopOnSignal(sandbox: Sandbox) {
  const stop = () => {
    // A connection that will not close must not keep the process.
    setTimeout(() => process.exit(0), 700).unref()
    sandbox.stop().then(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

function explain(error: unknown, wanted: number): string {
  if (error instanceof DataFolderInUse) return error.message
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `port ${wanted} or ${wanted + 1} is in use; choose another with --port`
  }
  return error instanceof Error ? error.message : String(error)
}
