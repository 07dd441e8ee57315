import { InvalidConfig, readConfig } from './config'
import { DirectoryInUse } from './db/directory-lock'
import { lookEveryMs, openFootprint } from './footprint'
import { maximumFormBytes } from './http/form'
import { configureLog, log } from './log'
import { openPortal, type Portal } from './portal'

/** The platform grants ten seconds between SIGTERM and SIGKILL: requests get the first part, tasks the second. */
const drainMs = 5_000
const finishTasksMs = 3_000

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
  setInterval(openFootprint(), lookEveryMs)
  log.info('server.started', { port: portal.app.server?.port })
}

/** Not ready any more, no new connection, no new task; what runs finishes within its bound, then the process ends with 0. */
async function stop(portal: Portal, signal: string): Promise<void> {
  log.info('server.stopping', { signal })
  try {
    await portal.pause()
    const { server } = portal.app
    const drained = server?.stop(false).then(() => true)
    const isDrained = await Promise.race([drained, Bun.sleep(drainMs).then(() => false)])
    if (isDrained === false) {
      log.warn('server.requests-cut')
      await server?.stop(true)
    }
    await portal.stop(finishTasksMs)
    log.info('server.stopped')
  } catch (error) {
    // What was committed is queued or stored; the next instance takes over.
    log.error('server.stop-failed', { error })
  }
  process.exit(0)
}
