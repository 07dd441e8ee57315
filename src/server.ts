import { InvalidConfig, readConfig } from './config'
import { DirectoryInUse } from './db/directory-lock'
import { maximumFormBytes } from './http/form'
import { configureLog, log } from './log'
import { openPortal, type Portal } from './portal'

/** What the platform grants between SIGTERM and SIGKILL, less a margin. */
const stopWithinMs = 8_000

try {
  await start()
} catch (error) {
  if (error instanceof InvalidConfig || error instanceof DirectoryInUse) {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
  log.error('server.start-failed', { error })
  process.exit(1)
}

async function start(): Promise<void> {
  const config = readConfig()
  configureLog({ level: config.logLevel })
  const portal = await openPortal(config)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(portal, signal))
  // In production the platform decides which addresses reach the container; in development only this machine does.
  const hostname = config.isProduction ? '0.0.0.0' : '127.0.0.1'
  portal.app.listen({ port: config.port, hostname, maxRequestBodySize: 2 * maximumFormBytes, idleTimeout: 30 })
  await portal.startWorkers()
  log.info('server.started', { port: portal.app.server?.port })
}

/** New connections are refused, running requests and tasks finish, then the process ends with 0. */
async function stop(portal: Portal, signal: string): Promise<void> {
  log.info('server.stopping', { signal })
  const overdue = setTimeout(() => process.exit(0), stopWithinMs + 1_000)
  await portal.app.server?.stop(false)
  await portal.stop(stopWithinMs - 2_000)
  clearTimeout(overdue)
  log.info('server.stopped')
  process.exit(0)
}
