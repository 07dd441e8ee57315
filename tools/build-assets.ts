// Builds public/css, public/js and htmx into public/assets: hashed names, a manifest, and pre-compressed variants.
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { AssetManifest, Encoding } from '../src/assets'

const root = join(import.meta.dir, '..')
const folder = join(root, 'public', 'assets')

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

export async function buildAssets(): Promise<AssetManifest> {
  const sources: Record<string, Uint8Array> = {
    'app.css': await bundle('public/css/app.css'),
    'embed.css': await bundle('public/css/embed.css'),
    'app.js': await bundle('public/js/app.js'),
    'htmx.js': await Bun.file(join(root, 'node_modules/htmx.org/dist/htmx.min.js')).bytes(),
    'icon.svg': await Bun.file(join(root, 'public/icon.svg')).bytes(),
  }
  mkdirSync(folder, { recursive: true })
  const manifest: AssetManifest = {}
  for (const [name, bytes] of Object.entries(sources)) manifest[name] = await store(name, bytes)
  // Last and in one step: a portal that starts meanwhile reads either the old build or the new one.
  await Bun.write(join(folder, 'manifest.new'), JSON.stringify(manifest, null, 1))
  renameSync(join(folder, 'manifest.new'), join(folder, 'manifest.json'))
  removeOthers(manifest)
  return manifest
}

function removeOthers(manifest: AssetManifest): void {
  const built = Object.values(manifest).flatMap(({ file, encodings }) => [
    file,
    ...encodings.map((encoding) => `${file}.${encoding}`),
  ])
  const kept = new Set(['manifest.json', ...built])
  for (const name of readdirSync(folder)) if (!kept.has(name)) rmSync(join(folder, name), { force: true })
}

async function bundle(entry: string): Promise<Uint8Array> {
  const { outputs } = await Bun.build({ entrypoints: [join(root, entry)], minify: true, target: 'browser' })
  const [output] = outputs
  if (output === undefined) throw new Error(`${entry} built into nothing`)
  return new Uint8Array(await output.arrayBuffer())
}

async function store(name: string, bytes: Uint8Array): Promise<AssetManifest[string]> {
  const [stem, extension = ''] = name.split('.')
  const file = `${stem}-${Bun.hash(bytes).toString(36)}.${extension}`
  const encoded: Record<Encoding, Uint8Array> = {
    br: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    gzip: gzipSync(bytes, { level: 9 }),
  }
  await Bun.write(join(folder, file), bytes)
  for (const [encoding, content] of Object.entries(encoded))
    await Bun.write(join(folder, `${file}.${encoding}`), content)
  return { file, type: types[extension] ?? 'application/octet-stream', encodings: Object.keys(encoded) as Encoding[] }
}

if (import.meta.main) await buildAssets()
