import type { Check } from './check'
import { findLines, projectFiles, type SourceFile } from './files'

const isOurs = ({ path }: SourceFile) => /^(src|views|sandbox)\/.*\.(tsx?|css|js)$/.test(path)

/** What is still to do belongs in the list of work, not in the code. */
export const findUnfinished = (file: SourceFile): string[] => findLines(file, /\b(TODO|FIXME|XXX)\b/, 'unfinished work')

export const unfinished: Check = {
  name: 'unfinished work',
  run: async () => ({ problems: (await projectFiles()).filter(isOurs).flatMap(findUnfinished) }),
}
