import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { wait } from '../wait'
import { type Call, type Reply, text } from './call'

/** Uploads are the largest bodies the portal sends (10 files of 10 MB, one at a time). */
const maxBodyBytes = 64 * 1024 * 1024

export type Listener = { readonly port: number; close(): Promise<void> }
export type Answer = (call: Call) => Promise<Reply> | Reply

/**
 * node:http rather than Bun.serve: it shows the body of a GET request, which kintone accepts,
 * and it can reset a connection, which the failure drills need.
 */
export function listen(port: number, answer: Answer): Promise<Listener> {
  const stopping = new AbortController()
  const server = createServer((request, response) => {
    serve(request, response, answer, stopping.signal).catch(() => request.socket.destroy())
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      const actual = typeof address === 'object' && address !== null ? address.port : port
      resolve({ port: actual, close: () => close(server, stopping) })
    })
  })
}

async function serve(request: IncomingMessage, response: ServerResponse, answer: Answer, stopping: AbortSignal) {
  const body = await readBody(request)
  const reply = body === undefined ? text('Request Entity Too Large', 413) : await answer(toCall(request, body))
  if (reply.delayMs !== undefined) await wait(reply.delayMs, stopping)
  if (reply.cut) {
    request.socket.resetAndDestroy()
    return
  }
  response.writeHead(reply.status, { ...reply.headers })
  response.end(reply.body ?? '')
}

function toCall(request: IncomingMessage, body: Uint8Array): Call {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value
  }
  const host = headers.host ?? 'localhost'
  const target = request.url?.startsWith('/') ? request.url : '/'
  return { method: request.method ?? 'GET', url: new URL(`http://${host}${target}`), headers, body }
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    size += bytes.length
    if (size <= maxBodyBytes) chunks.push(bytes)
  }
  return size > maxBodyBytes ? undefined : Buffer.concat(chunks)
}

function close(server: Server, stopping: AbortController): Promise<void> {
  stopping.abort()
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
