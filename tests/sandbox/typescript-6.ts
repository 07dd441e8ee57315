// Preloaded into dts-gen, whose linter knows no TypeScript above 6; the copy beside the XSS scanner serves it.
import Module, { createRequire } from 'node:module'
import { join } from 'node:path'

const typescript6 = createRequire(join(import.meta.dir, '../../tools/xss/package.json')).resolve('typescript')
const loader = Module as unknown as { _resolveFilename: (request: string, ...rest: unknown[]) => string }
const resolve = loader._resolveFilename

loader._resolveFilename = function (this: unknown, request, ...rest) {
  return resolve.call(this, request === 'typescript' ? typescript6 : request, ...rest)
}
