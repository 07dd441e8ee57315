import { expect, test } from 'bun:test'
import { samples } from '../../tools/dev/letter-samples'
import { answerLetters } from '../../tools/dev/letters'

const ask = (path: string) => answerLetters(new Request(`http://localhost:4012${path}`))

test('the list leads to every letter, and each shows its parts', async () => {
  const list = await (await ask('/')).text()
  for (const [kind, compose] of Object.entries(samples)) {
    expect(list).toContain(`href="/letters/${kind}"`)
    expect(list).toContain(compose().subject)
    const shown = await (await ask(`/letters/${kind}`)).text()
    expect(shown).toMatch(new RegExp(`<iframe [^>]*src="/letters/${kind}/html" sandbox="[^"]*"`))
    expect(shown).not.toContain('allow-scripts')
    expect(shown).toContain('運営事務局')
  }
})

test('the HTML part may run nothing, not even when it is opened by itself', async () => {
  const part = await ask('/letters/welcome/html')
  expect(part.headers.get('content-security-policy')).toMatch(/^default-src 'none'.*; sandbox /)
  expect(await part.text()).toContain('<html lang="ja">')
})

test('a kind that does not exist is not found', async () => {
  for (const path of ['/letters/toString', '/letters/newsletter', '/letters/welcome/text', '/elsewhere'])
    expect((await ask(path)).status).toBe(404)
})
