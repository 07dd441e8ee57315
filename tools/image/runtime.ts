// Run while the image is built: gathers in the folder named by its argument what Bun needs of an operating system —
// the C library with name resolution, one unprivileged user, a folder for temporary files — and nothing else.
import { chmodSync, copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: runtime.ts FOLDER')

// The loader lists what it would load instead of starting the program: what ldd does, without needing a shell.
const list = Bun.spawnSync([process.execPath], { env: { LD_TRACE_LOADED_OBJECTS: '1' } }).stdout.toString()
const loaded = [...list.matchAll(/(\/\S+) \(0x/g)].map(([, path]) => path ?? '')
const libc = loaded.find((path) => path.includes('/libc.so'))
if (libc === undefined) throw new Error(`The loader names no C library:\n${list}`)
// Loaded by name when an address is looked up, so the loader does not list them. Newer C libraries contain some.
const resolution = ['libresolv.so.2', 'libnss_dns.so.2', 'libnss_files.so.2'].map((name) => join(dirname(libc), name))

for (const path of [...loaded, ...resolution.filter((path) => existsSync(path))]) {
  mkdirSync(join(folder, dirname(path)), { recursive: true })
  copyFileSync(path, join(folder, path))
}
const files: Record<string, string> = {
  'etc/passwd': 'nonroot:x:65532:65532:nonroot:/tmp:/sbin/nologin\n',
  'etc/group': 'nonroot:x:65532:\n',
  'etc/nsswitch.conf': 'hosts: files dns\n',
}
mkdirSync(join(folder, 'etc'), { recursive: true })
for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
mkdirSync(join(folder, 'tmp'))
chmodSync(join(folder, 'tmp'), 0o1777)
