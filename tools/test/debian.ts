import { existsSync } from 'node:fs'
import { runCommand } from '../check/command'

/** What is missing is installed only where that harms nobody: as root on Debian, which is a container or a CI runner. */
export const mayInstall = (): boolean => process.getuid?.() === 0 && existsSync('/etc/debian_version')

export async function install(...packages: string[]): Promise<void> {
  say(`Installing ${packages.join(', ')} …`)
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
  await runCommand(['apt-get', 'update', '-qq'], quiet)
  const { code, output } = await runCommand(
    ['apt-get', 'install', '-qq', '-y', '--no-install-recommends', ...packages],
    quiet,
  )
  if (code !== 0) say(output)
}

const say = (text: string): void => void process.stderr.write(`${text}\n`)
