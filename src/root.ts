import { join } from 'node:path'

/** A file beside src/: the bundle lies in dist/, as deep as this file does in src/. */
export function rootPath(...parts: string[]): string {
  return join(import.meta.dir, '..', ...parts)
}
