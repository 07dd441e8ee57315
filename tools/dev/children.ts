import { join } from 'node:path'

/** What a child is given between SIGTERM and SIGKILL. */
const stopWithinMs = 9_000

export type Environment = Record<string, string | undefined>
export type Child = {
  name: string
  output: ReadableStream<Uint8Array>
  errors: ReadableStream<Uint8Array>
  exited: Promise<number>
}

/** Starts and ends the processes of one run of bin/dev. */
export function openChildren(onUnexpectedEnd: (name: string, code: number) => void) {
  const running = new Map<string, Bun.Subprocess>()
  let isStopping = false

  const start = (name: string, command: string[], env: Environment): Child => {
    const child = Bun.spawn(
      [process.execPath, '--no-env-file', '--preload', join(import.meta.dir, 'exit-with-parent.ts'), ...command],
      {
        env,
        stdin: 'pipe',
        stdout: 'pipe',
        stderr: 'pipe',
        // Ctrl-C reaches only bin/dev, which then ends each child once and in order.
        detached: true,
      },
    )
    running.set(name, child)
    child.exited.then((code) => {
      running.delete(name)
      if (!isStopping) onUnexpectedEnd(name, code)
    })
    return { name, output: child.stdout, errors: child.stderr, exited: child.exited }
  }

  const stop = async (): Promise<void> => {
    isStopping = true
    const children = [...running.values()]
    for (const child of children) child.kill('SIGTERM')
    const overdue = setTimeout(kill, stopWithinMs)
    await Promise.all(children.map((child) => child.exited))
    clearTimeout(overdue)
  }

  const kill = (): void => {
    isStopping = true
    for (const child of running.values()) child.kill('SIGKILL')
  }

  return { start, stop, kill }
}

/** Hands on each line of a stream as it comes. */
export async function eachLine(stream: ReadableStream<Uint8Array>, work: (line: string) => void): Promise<void> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) work(line)
  }
  if (rest !== '') work(rest)
}
