import { answerCall, answerMailCall } from './answer'
import { controlPath } from './control/routes'
import { geminiPath } from './gemini/routes'
import { type Listener, listen } from './http/server'
import type { Token } from './kintone/app'
import { staff, staffPassword } from './kintone/people'
import { type PortalAppName, portalAppId, portalAppNames, tokensOf } from './kintone/portal-apps'
import { loadSeed } from './load-seed'
import { openWorld } from './world'

export type SandboxOptions = {
  /** 0 or nothing: any free port. */
  readonly port?: number
  /** Nothing: in memory. */
  readonly dataDir?: string
  readonly seed: 'demo' | 'empty'
  readonly now?: () => Date
  /** Where kintone's notifications go. */
  readonly webhookUrl?: string
}

export type StartLine = {
  readonly kintone: {
    readonly baseUrl: string
    readonly apps: Readonly<Record<PortalAppName, StartedApp>>
    readonly user: { readonly name: string; readonly password: string }
  }
  readonly gemini: { readonly baseUrl: string }
  readonly ses: { readonly endpoint: string }
  readonly mailbox: string
  readonly control: string
}

type StartedApp = {
  readonly id: string
  readonly token: string
  /** Tokens with one right each, and tokens that lack one. */
  readonly tokens: readonly Token[]
}

export type Sandbox = { readonly startLine: StartLine; stop(): Promise<void> }

/** Starts one sandbox over real HTTP. Several may run side by side in one process. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const world = openWorld(options.dataDir, options.now ?? (() => new Date()))
  const listeners: Listener[] = []
  const port = options.port ?? 0
  try {
    if (!world.settings.isSeeded()) {
      if (options.seed === 'demo') loadSeed(world)
      else world.settings.markSeeded()
    }
    if (options.webhookUrl !== undefined) world.settings.setWebhookUrl(options.webhookUrl)
    listeners.push(await listen(port, (call) => answerCall(world, call)))
    listeners.push(await listen(port === 0 ? 0 : port + 1, (call) => answerMailCall(world, call)))
  } catch (error) {
    await Promise.all(listeners.map((listener) => listener.close()))
    world.close()
    throw error
  }
  const [main, mail] = listeners.map((listener) => `http://localhost:${listener.port}`)
  world.address.kintone = main ?? ''
  world.address.mail = mail ?? ''
  return {
    startLine: startLine(world.address.kintone, world.address.mail),
    async stop() {
      world.webhooks.close()
      await Promise.all(listeners.map((listener) => listener.close()))
      world.close()
    },
  }
}

function startLine(main: string, mail: string): StartLine {
  const started = (name: PortalAppName): StartedApp => {
    const [full, ...limited] = tokensOf(name)
    return { id: portalAppId(name), token: full?.token ?? '', tokens: limited }
  }
  const apps = Object.fromEntries(portalAppNames.map((name) => [name, started(name)]))
  return {
    kintone: {
      baseUrl: main,
      apps: apps as Record<PortalAppName, StartedApp>,
      user: { name: staff.code, password: staffPassword },
    },
    gemini: { baseUrl: `${main}${geminiPath}` },
    ses: { endpoint: mail },
    mailbox: `${mail}/`,
    control: `${main}${controlPath}`,
  }
}
