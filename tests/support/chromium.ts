import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import type { Person } from './cast'

/** Debian's Chromium where there is one, Playwright's own browser otherwise. */
export function launchChromium(): Promise<Browser> {
  const executablePath = Bun.env.CHROMIUM_PATH ?? (existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined)
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet] })
}

export const phone = { width: 390, height: 844 }
export const desktop = { width: 1280, height: 900 }

/**
 * Collects what a page complains about: script errors, policy violations, failed requests. A refused form (422) and a
 * page that is meant to be missing are answers, not complaints.
 */
export function complaintsOf(context: BrowserContext): string[] {
  const complaints: string[] = []
  context.on('weberror', (error) => complaints.push(error.error().message))
  context.on('console', (message) => {
    const isAnswer = /status of (404|422)/.test(message.text())
    if (message.type() === 'error' && !isAnswer) complaints.push(message.text())
  })
  return complaints
}

/** Signs in as a person does, and waits for their list. */
export async function signInThere(page: Page, origin: string, { email, password }: Person): Promise<void> {
  await page.goto(`${origin}/login`)
  await page.locator('[name=email]').fill(email)
  await page.locator('[name=password]').fill(password)
  await page.getByRole('button', { name: 'ログイン', exact: true }).click()
  await page.waitForURL('**/jobs')
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds wrong with the page, as short sentences. */
export async function violationsOf(page: Page): Promise<string[]> {
  // Run inside the page, as our pages hold no frames: a blank page beside it to gather frames' results costs twice that.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true)
  const { violations } = await axe.withTags(tags).analyze()
  return violations.map(
    ({ id, nodes }) =>
      `${new URL(page.url()).pathname} ${id}: ${nodes
        .map((node) => node.target.join(' '))
        .slice(0, 3)
        .join(', ')}`,
  )
}
