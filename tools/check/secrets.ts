import type { Check } from './check'
import { findLines, projectFiles, type SourceFile } from './files'

const secretPatterns: [RegExp, string][] = [
  [/\b(AKIA|ASIA)[0-9A-Z]{16}\b/, 'an AWS access key'],
  [/\baws_secret_access_key\b\s*[=:]\s*["']?[0-9A-Za-z/+]{40}\b/i, 'an AWS secret key'],
  [/\bAIza[0-9A-Za-z_-]{35}/, 'a Google key'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\bxox[abeprs]-[0-9A-Za-z-]{10,}/, 'a Slack token'],
  [/hooks\.slack\.com\/services\/T[0-9A-Z]+\//, 'a Slack webhook'],
  [/\bgh[oprsu]_[0-9A-Za-z]{36}/, 'a GitHub token'],
  [/API_TOKEN["']?\s*[=:]\s*["']?[0-9A-Za-z]{32,}/, 'a kintone token'],
  [/(AUTH|WEBHOOK|TICK|VERIFY)_SECRET["']?\s*[=:]\s*["']?[0-9a-zA-Z+/]{32,}/, 'a secret of the portal'],
]

/** Each line that holds something that looks like a real credential; the credential itself is not repeated. */
export const findSecrets = (file: SourceFile): string[] =>
  secretPatterns.flatMap(([pattern, what]) => findLines(file, pattern, `looks like ${what}`))

export const secrets: Check = {
  name: 'secrets',
  run: async () => {
    const files = await projectFiles()
    return { problems: files.flatMap(findSecrets), note: `${files.length} files` }
  },
}
