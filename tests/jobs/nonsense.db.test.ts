import { afterAll, beforeAll, expect, test } from 'bun:test'
import { openTestPortal, type TestPortal } from '../support/portal'
import { createRandom } from '../support/random'

let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal({ seed: 'demo', workers: false })
})
afterAll(() => portal.stop())

const chance = createRandom(404)
const pick = <T>(values: readonly T[]): T => values[Math.floor(chance() * values.length)] as T
const names = 'q page limit sort new applied skill remote rate days start chain station payment q[] __proto__ %00 %FF'
const values = [
  '-1',
  '0',
  '1e9',
  '99999999999999999999',
  'NaN',
  '%00',
  'a%00b',
  '%E3%81',
  '%FF%FE',
  '%',
  '%zz',
  '%u3042',
  '%ED%A0%80',
  '%F0%9F%99%82',
  encodeURIComponent('"><script>alert(1)</script>'),
  encodeURIComponent('<img src=x onerror=alert(1)>'),
  encodeURIComponent("' or 1=1; drop table jobs; --"),
  encodeURIComponent('{"a":{}}'),
  encodeURIComponent('\\%_){}[]^$.*+?|"「'),
  'x'.repeat(10_000),
  encodeURIComponent('決済 -SES "要件定義'),
  encodeURIComponent('か\u3099\u200b\u202eﾊﾞ㌔'),
  'constructor',
  'none',
  'full',
  '',
]
const somewhere = ['/jobs', '/embed/jobs', '/feed/jobs.json', '/sitemap.xml', '/sitemaps/1.xml', '/jobs/PW-2026-0001']

function randomAddress(): string {
  const pairs = Array.from({ length: Math.floor(chance() * 6) }, () => `${pick(names.split(' '))}=${pick(values)}`)
  const id = pick(values).slice(0, 3_000)
  const path = chance() < 0.2 ? `/jobs/${id === '' ? 'x' : id}` : pick(somewhere)
  return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path
}

test('whatever stands in the address, no answer is a fault of ours or lets it become markup', async () => {
  const visitor = portal.browser()
  for (let round = 0; round < 400; round += 1) {
    const address = randomAddress()
    const isFragment = chance() < 0.3
    const response = await (isFragment ? visitor.fragment(address) : visitor.get(address))
    expect([address.slice(0, 200), response.status < 500]).toEqual([address.slice(0, 200), true])
    if (response.headers.get('content-type')?.startsWith('text/html'))
      expect([address.slice(0, 200), ...(await foreignElements(response))]).toEqual([address.slice(0, 200)])
    else if (response.headers.get('content-type')?.includes('json')) await response.json()
  }
})

/** What a browser would make elements of that the portal never writes. */
async function foreignElements(response: Response): Promise<string[]> {
  const found: string[] = []
  const note = (element: HTMLRewriterTypes.Element) => {
    const isOurs =
      element.getAttribute('src')?.startsWith('/assets/') || element.getAttribute('type')?.endsWith('ld+json')
    if (!isOurs) found.push(element.tagName)
  }
  const watched = 'script, img, iframe, object, [onerror], [onload]'
  await new HTMLRewriter().on(watched, { element: note }).transform(response).text()
  return found
}
