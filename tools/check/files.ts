import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root, runCommand } from './command'

/** A larger file is data, and reading it would only slow the checks down. */
const maximumBytes = 2_000_000

export type SourceFile = { path: string; text: string }

let files: Promise<SourceFile[]> | undefined

/** The project's text files: what git tracks, and what it would track once added. */
export function projectFiles(): Promise<SourceFile[]> {
  files ??= readFiles()
  return files
}

async function readFiles(): Promise<SourceFile[]> {
  const paths = await projectPaths()
  const read = await Promise.all(paths.map(readText))
  return read.filter((file) => file !== null)
}

async function projectPaths(): Promise<string[]> {
  const { code, output } = await runCommand(['git', 'ls-files', '--cached', '--others', '--exclude-standard', '-z'])
  if (code === 0) return output.split('\0').filter(Boolean)
  // An unpacked archive has no history; then the folders that git would ignore are left out by name.
  const ignored = /(^|\/)(node_modules|\.git|\.data|\.tools|dist)\/|^public\/assets\/|\.log$/
  const all = await Array.fromAsync(new Bun.Glob('**/*').scan({ cwd: root, dot: true }))
  return all.filter((path) => !ignored.test(path))
}

async function readText(path: string): Promise<SourceFile | null> {
  const file = Bun.file(join(root, path))
  if (!existsSync(join(root, path)) || file.size > maximumBytes) return null
  const text = await file.text()
  return text.includes('\0') ? null : { path, text }
}

/** `path:line: what` for every line that matches. */
export function findLines({ path, text }: SourceFile, pattern: RegExp, what: string): string[] {
  return text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${what}`] : []))
}
