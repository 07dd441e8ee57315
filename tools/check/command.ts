import { join } from 'node:path'

export const root = join(import.meta.dir, '..', '..')

/** Runs a program in the project's folder and waits; both outputs together, in full. */
export async function runCommand(command: string[], env: Record<string, string> = {}) {
  const child = Bun.spawn(command, {
    cwd: root,
    env: { ...Bun.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  return { code, output: `${stdout}${stderr}`.trim() }
}

/** The same as a check's finding: anything but 0 is a problem, told in the program's own words. */
export async function passes(command: string[]) {
  const { code, output } = await runCommand(command)
  return { problems: code === 0 ? [] : [output || `${command.join(' ')} ended with ${code}`] }
}
