import { readFileSync } from 'node:fs'
import { rootPath } from './root'

/** A static file as the build left it: its URL holds a hash of its content, so browsers keep it for ever. */
export type Asset = { url: string; type: string; bytes: Buffer; encoded: Partial<Record<Encoding, Buffer>> }
export type Encoding = 'br' | 'gzip'
/** What `bun run assets` writes to public/assets/manifest.json: source name → built file. */
export type AssetManifest = Record<string, { file: string; type: string; encodings: Encoding[] }>

const folder = rootPath('public', 'assets')
let assets: Map<string, Asset> | undefined

/** All assets by source name, e.g. `app.css`. Throws when the build has not been run. */
export function allAssets(): Map<string, Asset> {
  assets ??= loadAssets()
  return assets
}

export function assetUrl(name: string): string {
  const asset = allAssets().get(name)
  if (asset === undefined) throw new Error(`There is no asset ${name}.`)
  return asset.url
}

function loadAssets(): Map<string, Asset> {
  const manifest: AssetManifest = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8'))
  const load = ({ file, type, encodings }: AssetManifest[string]): Asset => ({
    url: `/assets/${file}`,
    type,
    bytes: readFileSync(`${folder}/${file}`),
    encoded: Object.fromEntries(encodings.map((encoding) => [encoding, readFileSync(`${folder}/${file}.${encoding}`)])),
  })
  return new Map(Object.entries(manifest).map(([name, entry]) => [name, load(entry)]))
}
