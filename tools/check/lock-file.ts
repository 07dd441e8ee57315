import { join } from 'node:path'
import type { Check } from './check'
import { root, runCommand } from './command'

type Manifest = { workspaces?: string[] } & Partial<Record<DependencyKind, Record<string, string>>>
const dependencyKinds = ['dependencies', 'devDependencies', 'optionalDependencies'] as const
type DependencyKind = (typeof dependencyKinds)[number]

/** Dependencies that may be another version tomorrow. */
export function unpinned(manifest: Manifest): string[] {
  return dependencyKinds
    .flatMap((kind) => Object.entries(manifest[kind] ?? {}))
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name} is not pinned exactly: ${version}`)
}

export const lockFile: Check = {
  name: 'lock file',
  run: async () => {
    const manifest: Manifest = await readManifest('.')
    const workspaces = await Promise.all((manifest.workspaces ?? []).map(readManifest))
    const lock = await Bun.file(join(root, 'bun.lock')).text()
    const frozen = await runCommand([process.execPath, 'install', '--frozen-lockfile', '--dry-run'])
    const problems = [manifest, ...workspaces].flatMap(unpinned)
    if (/https?:\/\//.test(lock))
      problems.push('bun.lock holds a download address: install again with the default registry')
    if (frozen.code !== 0) problems.push(frozen.output)
    return { problems }
  },
}

const readManifest = (folder: string): Promise<Manifest> => Bun.file(join(root, folder, 'package.json')).json()
