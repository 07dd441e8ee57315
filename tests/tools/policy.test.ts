import { expect, test } from 'bun:test'
import { projectFiles } from '../../tools/check/files'

const files = await projectFiles()
const textOf = (path: string) => files.find((file) => file.path === path)?.text ?? ''
const workflows = files.filter(({ path }) => path.startsWith('.github/workflows/'))
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found ?? '')

test('workflows use actions by commit and start without permissions', () => {
  expect(workflows.length).toBeGreaterThan(1)
  for (const { text } of workflows) {
    const used = matches(text, /uses:\s*(\S+)/g)
    for (const action of used) expect(action).toMatch(/^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/)
    expect(text).toMatch(/^permissions: \{\}$/m)
    const checkouts = used.filter((action) => action.startsWith('actions/checkout')).length
    expect(matches(text, /(persist-credentials: false)/g)).toHaveLength(checkouts)
  }
})

test('no workflow lets an event’s text become a command, or holds a key', () => {
  for (const { text } of workflows) {
    expect(text).not.toContain('${{ github.event')
    expect(text).not.toMatch(/\$\{\{\s*secrets\./)
    for (const script of matches(text, /run: (?:\|\n)?((?:.|\n {10})*)/g)) expect(script).not.toContain('${{')
  }
})

test('the image runs as nobody in particular and takes no secret while it is built', () => {
  const dockerfile = textOf('Dockerfile')
  expect(dockerfile).toContain('USER 65532:65532')
  expect(dockerfile).toContain('--frozen-lockfile')
  expect(dockerfile).not.toMatch(/^ADD /m)
  expect(dockerfile).not.toMatch(/^(ARG|ENV) .*(SECRET|TOKEN|PASSWORD|KEY)/m)
  expect(dockerfile).toContain(`oven/bun:${JSON.parse(textOf('package.json')).packageManager.replace('bun@', '')}-`)
})

test('every variable of config.ts is explained in .env.example', () => {
  const example = textOf('.env.example')
  const named = matches(textOf('src/config.ts'), /'((?:[A-Z]+_)+[A-Z]+|PORT)'/g).filter(
    (name) => !name.includes('NEXT_PUBLIC'),
  )
  const apps = ['TALENT', 'JOB', 'APPLICATION', 'RECOMMENDATION', 'INQUIRY', 'ANNOUNCEMENT']
  const ofApps = apps.flatMap((app) => [`KINTONE_${app}_APP_ID`, `KINTONE_${app}_API_TOKEN`])
  expect(named.length).toBeGreaterThan(12)
  for (const name of [...named, ...ofApps, 'AWS_SES_REGION', 'NODE_ENV'])
    expect(example).toMatch(new RegExp(`^${name}=`, 'm'))
})
