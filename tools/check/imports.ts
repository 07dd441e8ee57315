import { posix } from 'node:path'
import type { SourceFile } from './files'

/** One file needing another at run time, both as paths from the project's folder. */
export type Import = { from: string; to: string }

const statement = /^(?:import|export)\s+(?!type\b)(?:([^'";]*?)\s*from\s+)?['"](\.[^'"]+)['"]/gm
const dynamic = /\bimport\(\s*['"](\.[^'"]+)['"]\s*\)/g

/** The imports between these files that remain when the program runs: a type imports nothing. */
export function importsOf(files: SourceFile[]): Import[] {
  const paths = new Set(files.map(({ path }) => path))
  return files.flatMap(({ path, text }) => {
    const lasting = [...text.matchAll(statement)].filter(([, names]) => !hasOnlyTypes(names))
    const specifiers = [
      ...lasting.map(([, , specifier]) => specifier),
      ...[...text.matchAll(dynamic)].map(([, it]) => it),
    ]
    return specifiers.flatMap((specifier) => {
      const to = specifier === undefined ? undefined : findFile(posix.join(posix.dirname(path), specifier), paths)
      return to === undefined ? [] : [{ from: path, to }]
    })
  })
}

/** `{ type A, type B }` */
function hasOnlyTypes(names: string | undefined): boolean {
  const inner = /^\{([\s\S]*)\}$/.exec(names?.trim() ?? '')?.[1]
  const parts = (inner ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  return parts.length > 0 && parts.every((part) => part.startsWith('type '))
}

const findFile = (path: string, paths: Set<string>) =>
  [path, `${path}.ts`, `${path}.tsx`].find((name) => paths.has(name))

/** Each circle once, as the files along it. */
export function findCycles(imports: Import[]): string[][] {
  const targets = Map.groupBy(imports, ({ from }) => from)
  const finished = new Set<string>()
  const cycles: string[][] = []
  const visit = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path)
    if (start >= 0) {
      cycles.push([...trail.slice(start), path])
      return
    }
    if (finished.has(path)) return
    for (const { to } of targets.get(path) ?? []) visit(to, [...trail, path])
    finished.add(path)
  }
  for (const path of targets.keys()) visit(path, [])
  return cycles
}
