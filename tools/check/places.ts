import type { Check } from './check'
import { findLines, projectFiles, type SourceFile } from './files'

const placePatterns: [RegExp, string][] = [
  [/(^|[\s"'`=(:,])\/(work|root|opt|home|Users)\/\w/, 'a path of somebody’s machine'],
  [
    /registry\.(npmjs|yarnpkg)\.|npm\.pkg\.github|artifactory|verdaccio|codeartifact/i,
    'the address of a package registry',
  ],
]

/** Whatever ties the project to one machine or one network. */
export const findPlaces = (file: SourceFile): string[] =>
  placePatterns.flatMap(([pattern, what]) => findLines(file, pattern, what))

const thisFile = 'tools/check/places.ts'

export const places: Check = {
  name: 'places',
  run: async () => {
    const files = await projectFiles()
    return { problems: files.filter(({ path }) => path !== thisFile).flatMap(findPlaces) }
  },
}
