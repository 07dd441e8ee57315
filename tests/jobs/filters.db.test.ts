import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Browser, read } from '../support/browser'
import { hanako } from '../support/cast'
import { eventually } from '../support/eventually'
import { openTestPortal, type TestPortal } from '../support/portal'
import { register } from '../support/register'

let portal: TestPortal
let visitor: Browser
let candidate: Browser
beforeAll(async () => {
  portal = await openTestPortal({ seed: 'demo' })
  visitor = portal.browser()
  candidate = await register(portal, hanako)
})
afterAll(() => portal.stop())

const page = async (query: string, browser = visitor) => (await browser.get(`/jobs${query}`)).text()
const idsOn = (markup: string) => [...markup.matchAll(/id="job-(PW-[\w-]+)"/g)].map(([, id]) => id ?? '')
const totals = (markup: string) => {
  const [, total, all] = /検索結果 <b>(\d+)<\/b>件 <small>\/ 全 (\d+)件/.exec(markup) ?? []
  return { total: Number(total), all: Number(all) }
}
/** The number beside a choice. */
const countOf = (markup: string, name: string, value: string) =>
  Number(
    new RegExp(`name="${name}" value="${value}"[^>]*/?><span>[^<]*</span><span class="n">(\\d+)`).exec(markup)?.[1],
  )

describe('the filters', () => {
  test('narrow the list, say of how many, and every condition can be taken away again', async () => {
    const markup = await page('?remote=full&skill=AWS')
    const { total, all } = totals(markup)
    expect(total).toBeGreaterThan(0)
    expect(total).toBeLessThan(all)
    expect(markup).toContain('href="/jobs?skill=AWS"')
    expect(markup).toContain('href="/jobs?remote=full"')
    expect(await read(await visitor.get('/jobs?remote=full&skill=AWS'))).toContain('働き方：フルリモート')
  })

  test('count what choosing would show', async () => {
    const markup = await page('?remote=full')
    for (const skill of ['AWS', 'TypeScript'])
      expect(totals(await page(`?remote=full&skill=${skill}`)).total).toBe(countOf(markup, 'skill', skill))
    expect(totals(await page('?remote=partial')).total).toBe(countOf(markup, 'remote', 'partial'))
    expect(totals(await page('?remote=full&remote=partial')).total).toBe(
      countOf(markup, 'remote', 'full') + countOf(markup, 'remote', 'partial'),
    )
  })

  test('keep their state over the pages, which repeat nothing and skip nothing', async () => {
    for (const sort of ['recommended', 'newest', 'rate', 'start']) {
      const seen: string[] = []
      const first = await page(`?days=5&sort=${sort}`, candidate)
      for (let number = 1; number <= 20; number += 1) {
        const markup = await page(`?days=5&sort=${sort}&page=${number}`, candidate)
        const ids = idsOn(markup)
        if (number > 1 && ids[0] === seen.at(-21)) break
        seen.push(...ids)
        if (!markup.includes('rel="next"')) break
      }
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen).toHaveLength(totals(first).total)
    }
  })

  test('order by rate and by start', async () => {
    const rates = [...(await page('?sort=rate')).matchAll(/class="rate"><span>[^<]*?([\d.]+)<\/span>/g)].map(
      ([, rate]) => Number(rate),
    )
    expect(rates).toEqual(rates.toSorted((a, b) => b - a))
    expect(rates.length).toBeGreaterThan(10)
  })

  test('show what was applied to only when asked', async () => {
    const [first = ''] = idsOn(await page('', candidate))
    await candidate.post(`/jobs/${first}/application`)
    expect(idsOn(await page('', candidate))).not.toContain(first)
    const markup = await page('?applied=1', candidate)
    expect(markup).toContain('data-kind="applied">応募済み')
    expect(totals(markup).total).toBe(totals(await page('', candidate)).total + 1)
    const record = await eventually('the application', async () => {
      const records = await portal.staff.records('application')
      return records.find((one) => one.応募キー?.value?.endsWith(`:${first}`))
    })
    await portal.staff.change('application', record.$id?.value ?? '', { 対応状況: { value: '見送り' } })
    await portal.portal.synchronise()
    expect(await page('?applied=1', candidate)).toContain('data-kind="declined">見送り')
    expect(idsOn(await page('', candidate))).not.toContain(first)
  })
})

describe('words', () => {
  test('find jobs, together with conditions', async () => {
    const markup = await page('?q=Java')
    expect(totals(markup).total).toBeGreaterThan(0)
    expect(totals(await page('?q=Java&remote=full')).total).toBe(countOf(markup, 'remote', 'full'))
    expect(markup).toContain('value="Java"')
  })

  test('that find nothing lead on: what to drop, and how many jobs that would show', async () => {
    const nothing = await visitor.get('/jobs?q=存在しない言葉&remote=full')
    const text = await read(nothing)
    const [, count] = /キーワード「存在しない言葉」を外す（(\d+)件）/.exec(text) ?? []
    expect(Number(count)).toBe(totals(await page('?remote=full')).total)
  })

  test('where no single condition is in the way, what each would show alone', async () => {
    const [, count] = /働き方（フルリモート）だけにする（(\d+)件）/.exec(
      await page('?q=存在しない言葉&remote=full&skill=存在しないスキル'),
    ) ?? ['']
    expect(Number(count)).toBe(totals(await page('?remote=full')).total)
  })

  test('and everything else in the address may be nonsense', async () => {
    const addresses = [
      '?page=-1',
      '?page=99999999999',
      '?page=1%00',
      '?q=%00',
      `?q=${'x'.repeat(10_000)}`,
      "?q=' or 1=1 --",
      '?q=<script>alert(1)</script>',
      '?skill=<img src=x onerror=alert(1)>',
      '?remote=__proto__&skill=constructor&days=NaN&rate=-1',
      '?unknown=1&sort=__proto__&q[]=x',
      '?q=%E3%81',
    ]
    for (const address of addresses) {
      const response = await visitor.get(
        `/jobs${address.replaceAll(' ', '%20').replaceAll('<', '%3C').replaceAll('>', '%3E')}`,
      )
      expect(response.status).toBe(200)
      expect(await foreignElements(response)).toEqual([])
    }
  })
})

test('htmx gets the list, the choices with their counts, and the short address', async () => {
  const response = await visitor.fragment('/jobs?q=&remote=full&sort=')
  const markup = await response.text()
  expect(markup).toStartWith('<section class="stack" id="job-list"')
  expect(markup).toContain('<hx-partial hx-target="#facet-groups"')
  expect(response.headers.get('hx-push-url')).toBe('/jobs?remote=full')
})

test('a job that staff change moves to its new place in the counts', async () => {
  const before = await page('')
  const [id = ''] = idsOn(await page('?remote=onsite'))
  const [record] = await portal.staff.records('job', `案件ID = "${id}"`)
  await portal.staff.change('job', record?.$id?.value ?? '', { リモート可否: { value: 'フルリモート' } })
  await portal.portal.synchronise()
  const full = countOf(before, 'remote', 'full')
  await eventually('the new count', async () => countOf(await page(''), 'remote', 'full') === full + 1)
  const after = await page('')
  expect(countOf(after, 'remote', 'onsite')).toBe(countOf(before, 'remote', 'onsite') - 1)
})

/** What a browser would make elements of that the portal never writes. */
async function foreignElements(response: Response): Promise<string[]> {
  const found: string[] = []
  const note = (element: HTMLRewriterTypes.Element) => {
    const isOurs = element.getAttribute('src')?.startsWith('/assets/')
    if (!isOurs) found.push(element.tagName)
  }
  await new HTMLRewriter().on('script, img, iframe, object', { element: note }).transform(response).text()
  return found
}
