// Preloaded into every process bin/dev starts. Its standard input is a pipe that only bin/dev holds open: the end of
// it means that bin/dev is gone, even when that was kill -9 and nobody could say goodbye.
const stopWithinMs = 9_000

async function endWithParent(): Promise<void> {
  for await (const _ of Bun.stdin.stream()) {
    // Nobody writes; only the end matters.
  }
  setTimeout(() => process.exit(1), stopWithinMs)
  process.kill(process.pid, 'SIGTERM')
}

void endWithParent()
