import { Agent } from 'node:https'
import type { Duplex } from 'node:stream'

/** Milliseconds. */
export type Timeouts = {
  /** Until the connection stands, TLS included. What fails here was never sent. */
  connectMs: number
  /** Without a byte. */
  silenceMs: number
  /** For the whole call: an answer that trickles in never falls silent. */
  wholeMs: number
}

export const defaultTimeouts: Timeouts = { connectMs: 5_000, silenceMs: 20_000, wholeMs: 30_000 }

/**
 * Bounds what the client cannot: rest-api-client knows one timeout, for silence, and no way to end a call. Only https
 * connections pass here; the sandbox's http has the silence and the caller's own bound.
 */
export function connectionAgent({ connectMs, wholeMs }: Timeouts): Agent {
  return new BoundedAgent(connectMs, wholeMs)
}

class BoundedAgent extends Agent {
  constructor(
    private readonly connectMs: number,
    private readonly wholeMs: number,
  ) {
    super({ keepAlive: false })
  }

  override createConnection(...given: Parameters<Agent['createConnection']>): Duplex | null | undefined {
    const socket = super.createConnection(...given)
    if (!socket) return socket
    const end = (code: string) => socket.destroy(Object.assign(new Error(code), { code }))
    const connecting = setTimeout(end, this.connectMs, 'CONNECT_TIMEOUT')
    const whole = setTimeout(end, this.wholeMs, 'TIMEOUT')
    socket.once('secureConnect', () => clearTimeout(connecting))
    socket.once('close', () => {
      clearTimeout(connecting)
      clearTimeout(whole)
    })
    return socket
  }
}
