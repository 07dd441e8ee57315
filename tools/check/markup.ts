import type { Check } from './check'
import { findLines, projectFiles, type SourceFile } from './files'

// The content security policy allows no inline code, so whatever of htmx evaluates text as code would fail in the
// browser only, and silently.
const forbidden: [RegExp, string][] = [
  [/\bhx-on[:\w-]*\s*=/, 'hx-on holds inline code'],
  [/\bhx-live\b/, 'hx-live holds inline code'],
  [/\bhx-trigger\s*=\s*[{"'`]+[^"'`]*\[/, 'a filter in hx-trigger is inline code'],
  [/\bhx-[\w:-]+\s*=\s*[{"'`]+\s*(js|javascript):/, 'js: is inline code'],
  [/<script\b(?![^>]*\bsrc=)(?![^>]*application\/ld\+json)/, 'an inline script'],
]
const inlineStyle: [RegExp, string] = [/\sstyle\s*=\s*[{"'`]/, 'an inline style']

/** Markup that the content security policy forbids. Letters are mails: a mail has nothing but inline styles. */
export function findForbiddenMarkup(file: SourceFile): string[] {
  const rules = file.path.startsWith('src/mail/') ? forbidden : [...forbidden, inlineStyle]
  return rules.flatMap(([pattern, what]) => findLines(file, pattern, what))
}

export const markup: Check = {
  name: 'markup',
  run: async () => {
    const files = (await projectFiles()).filter(({ path }) => /^(src|views)\/.*\.tsx?$/.test(path))
    return { problems: files.flatMap(findForbiddenMarkup) }
  },
}
