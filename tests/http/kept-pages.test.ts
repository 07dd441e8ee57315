import { describe, expect, test } from 'bun:test'
import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { openKeptPages } from '../../src/http/kept-pages'

const asking = (acceptEncoding?: string) =>
  new Request('http://portal/jobs', acceptEncoding ? { headers: { 'accept-encoding': acceptEncoding } } : {})
const page = `<p>${'案件'.repeat(1_000)}</p>`

describe('kept pages', () => {
  test('are made once for each key', async () => {
    const pages = openKeptPages(100_000)
    let made = 0
    const make = (markup: string) => async () => {
      made += 1
      return { markup }
    }
    expect(await (await pages.answer(asking(), 'hanako', make('花子'))).text()).toBe('花子')
    expect(await (await pages.answer(asking(), 'hanako', make('other'))).text()).toBe('花子')
    expect(await (await pages.answer(asking(), 'taro', make('太郎'))).text()).toBe('太郎')
    expect(made).toBe(2)
  })

  test('go out as the browser can read them', async () => {
    const pages = openKeptPages(100_000)
    for (const round of [1, 2]) {
      const zstd = await pages.answer(asking('gzip, zstd'), 'a', async () => ({ markup: page }))
      expect([round, zstd.headers.get('content-encoding')]).toEqual([round, 'zstd'])
      expect(zstdDecompressSync(await zstd.bytes()).toString()).toBe(page)
      const gzip = await pages.answer(asking('gzip'), 'a', async () => ({ markup: page }))
      expect(gunzipSync(await gzip.bytes()).toString()).toBe(page)
      const plain = await pages.answer(asking(), 'a', async () => ({ markup: page }))
      expect(plain.headers.get('content-encoding')).toBeNull()
      expect(await plain.text()).toBe(page)
    }
  })

  test('say that no cache between may keep them, and what the answer depends on', async () => {
    const { headers } = await openKeptPages(100_000).answer(asking('gzip'), 'a', async () => ({ markup: page }), {
      isPrivate: true,
    })
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('vary')).toBe('HX-Request-Type, Accept-Encoding')
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
  })

  test('a page that could not be made is not kept', async () => {
    const pages = openKeptPages(100_000)
    const failing = () => Promise.reject(new Error('no database'))
    await expect(pages.answer(asking(), 'a', failing)).rejects.toThrow('no database')
    expect(await (await pages.answer(asking(), 'a', async () => ({ markup: 'now' }))).text()).toBe('now')
  })

  test('what was asked for longest ago makes room', async () => {
    const pages = openKeptPages(20_000)
    let made = 0
    const make = async () => {
      made += 1
      return { markup: page }
    }
    for (const key of ['a', 'b', 'c', 'd']) await pages.answer(asking(), key, make)
    await pages.answer(asking(), 'd', make)
    expect(made).toBe(4)
    await pages.answer(asking(), 'a', make)
    expect(made).toBe(5)
  })
})
