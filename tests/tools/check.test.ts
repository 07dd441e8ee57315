import { expect, test } from 'bun:test'
import { unpinned } from '../../tools/check/lock-file'
import { findForbiddenMarkup } from '../../tools/check/markup'
import { findPlaces } from '../../tools/check/places'
import { findSecrets } from '../../tools/check/secrets'
import { findUnfinished } from '../../tools/check/unfinished'

const view = (text: string) => ({ path: 'views/jobs/card.tsx', text })
// Put together here, so that this file does not look like a leak itself.
const joined = (...parts: string[]) => view(parts.join(''))

test('the secret scan knows the credentials this project could leak', () => {
  const leaks = [
    joined('AKIA', 'ABCDEFGHIJKLMNOP'),
    joined('AIza', 'x'.repeat(35)),
    joined('-----BEGIN RSA ', 'PRIVATE KEY-----'),
    joined('xoxb', '-1234567890-abc'),
    joined('KINTONE_JOB_API_TOKEN=', 'a1b2c3d4'.repeat(5)),
    joined('BETTER_AUTH_SECRET="', '0123456789abcdef'.repeat(4)),
  ]
  for (const leak of leaks) expect(findSecrets(leak)).toHaveLength(1)
})

test('the secret scan names the line and not the secret, and lets the sandbox’s tokens be', () => {
  const [problem] = findSecrets(joined('first\n', 'AKIA', 'ABCDEFGHIJKLMNOP'))
  expect(problem).toBe('views/jobs/card.tsx:2: looks like an AWS access key')
  expect(findSecrets(view('KINTONE_JOB_API_TOKEN=sandbox-job-token'))).toEqual([])
})

test('paths of one machine and registry addresses are found, URLs of the portal are not', () => {
  for (const folder of ['work', 'root', 'home', 'Users']) {
    expect(findPlaces(joined("open('/", folder, "/somebody/file')"))).toHaveLength(1)
  }
  expect(findPlaces(joined('https://registry', '.npmjs.org/bun'))).toHaveLength(1)
  expect(findPlaces(view(`paths.mypage() // '/mypage/work-history', https://example.com/home`))).toEqual([])
})

test('markup that the content security policy forbids is found', () => {
  const forbidden = [
    `<b hx-on:click="go()">`,
    `<b hx-on--after-swap={code}>`,
    `<b hx-trigger="click[ctrlKey]">`,
    `<b hx-vals="js:{a: 1}">`,
    `<b style="color: red">`,
    `<b style={colour}>`,
    `<script>go()</script>`,
    `<b hx-live="go()">`,
  ]
  for (const text of forbidden) expect(findForbiddenMarkup(view(text))).toHaveLength(1)
})

test('lawful markup passes, and a letter may style inline', () => {
  const lawful = [
    `<b hx-trigger="every 2s" class="style">`,
    `<script src={assetUrl('app.js')} defer></script>`,
    `<script type="application/ld+json">`,
  ]
  for (const text of lawful) expect(findForbiddenMarkup(view(text))).toEqual([])
  expect(findForbiddenMarkup({ path: 'src/mail/letter.tsx', text: `<p style="margin: 0">` })).toEqual([])
})

test('unfinished work is found as a word of its own', () => {
  expect(findUnfinished(joined('// TO', 'DO: later'))).toHaveLength(1)
  expect(findUnfinished(view('const toDo = mastodon'))).toEqual([])
})

test('a dependency that may change by itself is found', () => {
  const dependencies = { a: '1.2.3', b: '^1.2.3', c: 'latest', d: '2.0.0-beta.1', e: 'github:x/y' }
  expect(unpinned({ dependencies }).map((problem) => problem[0])).toEqual(['b', 'c', 'e'])
})
