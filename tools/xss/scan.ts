// Runs xss-scan with TypeScript 6. It wants the compiler as a library, which TypeScript 7 no longer is: there it
// crashes, and exits with 0 all the same. `bun tools/xss/scan.ts [--project tsconfig.json] [file …]`
import { plugin } from 'bun'
import typescript from './node_modules/typescript'

plugin({
  name: 'typescript 6',
  setup(build) {
    build.module('typescript', () => ({
      exports: { ...typescript, default: typescript, __esModule: true },
      loader: 'object',
    }))
  },
})

await import('@kitajs/ts-html-plugin/dist/cli.js')
