import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildAssets } from '../build-assets'
import type { Check } from './check'
import { root } from './command'

/** Bytes over the wire (gzip -9) of everything of a kind, on a phone in a train. */
const budgets = [
  { extension: 'js', maximumBytes: 17_000 },
  { extension: 'css', maximumBytes: 12_000 },
]

export const assetBudgets: Check = {
  name: 'budgets',
  run: async () => {
    const built = Object.values(await buildAssets())
    const sizes = await Promise.all(built.map(async ({ file }) => ({ file, bytes: await compressedBytes(file) })))
    const totals = budgets.map(({ extension, maximumBytes }) => {
      const ofKind = sizes.filter(({ file }) => file.endsWith(`.${extension}`))
      return { extension, maximumBytes, bytes: ofKind.reduce((sum, { bytes }) => sum + bytes, 0) }
    })
    const exceeded = totals.filter(({ bytes, maximumBytes }) => bytes > maximumBytes)
    return {
      problems: exceeded.map(({ extension, bytes, maximumBytes }) => `${extension}: ${bytes} of ${maximumBytes} bytes`),
      note: totals.map(({ extension, bytes }) => `${extension} ${bytes} bytes`).join(', '),
    }
  },
}

async function compressedBytes(file: string): Promise<number> {
  const bytes = await Bun.file(join(root, 'public', 'assets', file)).bytes()
  return gzipSync(bytes, { level: 9 }).length
}
