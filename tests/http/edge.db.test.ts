import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { assetUrl } from '../../src/assets'
import { appUrl, read } from '../support/browser'
import { openTestPortal, type TestPortal } from '../support/portal'

let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal({ seed: 'demo', workers: false })
})
afterAll(() => portal.stop())

describe('every answer', () => {
  test('carries the strict policy, the other security headers and a request id', async () => {
    for (const path of ['/jobs', '/nowhere', '/healthz', assetUrl('app.css')]) {
      const { headers } = await portal.browser().get(path)
      expect(headers.get('content-security-policy')).toContain("script-src 'self'; style-src 'self'")
      expect(headers.get('content-security-policy')).not.toContain('unsafe')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    }
  })

  test('holds no inline script and no inline style', async () => {
    const page = await (await portal.browser().get('/jobs')).text()
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/)
    expect(page).not.toMatch(/\sstyle=/)
    expect(page).not.toMatch(/\son\w+=/)
  })

  test('is compressed when the browser can read it', async () => {
    for (const encoding of ['zstd', 'gzip']) {
      const response = await portal.browser().get('/jobs', { 'accept-encoding': encoding })
      expect(response.headers.get('content-encoding')).toBe(encoding)
      const bytes = new Uint8Array(await response.arrayBuffer())
      const plain = encoding === 'zstd' ? Bun.zstdDecompressSync(bytes) : Bun.gunzipSync(bytes)
      expect(new TextDecoder().decode(plain)).toContain('</html>')
      expect(bytes.length).toBeLessThan(12_000)
    }
    const plain = await portal.browser().get('/jobs', { 'accept-encoding': 'gzip;q=0' })
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(plain.headers.get('vary')).toBe('HX-Request-Type, Accept-Encoding')
  })
})

describe('errors', () => {
  test('an unknown address is a page of ours', async () => {
    const response = await portal.browser().get('/nowhere')
    expect(response.status).toBe(404)
    expect(await read(response)).toContain('ページが見つかりませんでした')
  })

  test('another site’s form is refused, and so is one without an origin', async () => {
    const browser = portal.browser()
    for (const origin of ['https://evil.example', 'null', `${appUrl}.evil.example`]) {
      expect((await browser.post('/logout', {}, { origin })).status).toBe(403)
    }
    const bare = new Request(`${appUrl}/logout`, { method: 'POST', body: 'a=b' })
    expect((await portal.portal.app.handle(bare)).status).toBe(403)
  })

  test('an oversized form is refused, announced or not', async () => {
    const browser = portal.browser()
    const big = 'a'.repeat(600_000)
    expect((await browser.post('/login', { email: big })).status).toBe(413)
    const stream = new ReadableStream({
      start: (controller) => {
        for (let n = 0; n < 10; n += 1) controller.enqueue(new TextEncoder().encode(big))
        controller.close()
      },
    })
    const headers = { origin: appUrl, 'content-type': 'application/x-www-form-urlencoded' }
    const chunked = new Request(`${appUrl}/login`, { method: 'POST', headers, body: stream })
    expect((await portal.portal.app.handle(chunked)).status).toBe(413)
  })

  test('nonsense in an address or a form is a refusal, never a fault of ours', async () => {
    const browser = portal.browser()
    for (const path of ['/jobs/%00', '/jobs/%1b', '/applications/%00'])
      expect((await browser.get(path)).status).toBe(404)
    const many = Object.fromEntries(Array.from({ length: 3_001 }, (_, n) => [`f${n}`, '']))
    expect((await browser.post('/login', many)).status).toBe(400)
    expect((await browser.get('/login?next=/%E6%A4%9C%E7%B4%A2')).status).toBe(200)
  })

  test('a form that is none is refused', async () => {
    expect((await portal.browser().post('/login', {}, { 'content-type': 'application/json' })).status).toBe(400)
  })

  test('when the session ended htmx is led to the sign-in page and back', async () => {
    const headers = { 'hx-request': 'true', 'hx-request-type': 'partial', 'hx-current-url': `${appUrl}/mypage/career` }
    const response = await portal.browser().post('/mypage/career', {}, headers)
    expect(response.status).toBe(401)
    expect(response.headers.get('hx-redirect')).toBe('/login?next=%2Fmypage%2Fcareer')
  })
})

describe('static files', () => {
  test('are kept for ever under a name of their content, and sent as compressed at build time', async () => {
    const response = await portal.browser().get(assetUrl('app.css'), { 'accept-encoding': 'gzip, br' })
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(response.headers.get('content-encoding')).toBe('br')
    expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8')
  })

  test('a name that was never built is not found', async () => {
    for (const name of ['app.css', '..%2Fpackage.json', 'manifest.json'])
      expect((await portal.browser().get(`/assets/${name}`)).status).toBe(404)
  })
})

describe('probes', () => {
  test('readiness asks the database', async () => {
    expect((await portal.browser().get('/readyz')).status).toBe(200)
    const other = await openTestPortal({ workers: false })
    await other.portal.queue.stop(1_000)
    await other.portal.database.close()
    expect((await other.browser().get('/readyz')).status).toBe(503)
    expect((await other.browser().get('/healthz')).status).toBe(200)
    await other.sandbox.stop()
  })
})
