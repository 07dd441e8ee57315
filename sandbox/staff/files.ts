import { type Reply, text } from '../http/call'
import type { World } from '../world'

/** Always as a download: what was uploaded must not run as a page of the sandbox. */
export function sendFile(world: World, key: string): Reply {
  const file = world.files.download(key)
  if (!file) return text('このファイルはありません。', 404)
  return {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'x-content-type-options': 'nosniff',
    },
    body: file.bytes,
  }
}
