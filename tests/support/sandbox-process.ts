import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sandbox, StartLine } from '../../sandbox/start'
import { rootPath } from '../../src/root'

/** The sandbox as a process of its own, for work in which it must not share a core with what is measured or killed. */
export async function startSandboxProcess(): Promise<Sandbox> {
  const directory = mkdtempSync(join(tmpdir(), 'proworks-sandbox-'))
  const options = ['--json', '--port', '0', '--data', directory, '--seed', 'empty']
  const child = Bun.spawn(['bun', rootPath('sandbox', 'main.ts'), ...options], { stdout: 'pipe', stderr: 'inherit' })
  const startLine = JSON.parse(await firstLine(child.stdout)) as StartLine
  return {
    startLine,
    stop: async () => {
      child.kill('SIGTERM')
      await child.exited
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = ''
  for await (const chunk of stream) {
    text += new TextDecoder().decode(chunk)
    if (text.includes('\n')) break
  }
  return text.split('\n')[0] ?? ''
}
