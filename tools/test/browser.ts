import { runCommand } from '../check/command'
import { install, mayInstall } from './debian'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/**
 * The browser the journeys run in, and Japanese glyphs for it: what is here, else what Debian has, else Playwright's
 * own, for which the answer is null because Playwright finds it by itself.
 */
export async function provideBrowser(): Promise<string | null> {
  if (mayInstall() && (findBrowser() === null || !(await hasJapaneseFont())))
    await install('chromium', 'fonts-noto-cjk')
  const found = findBrowser()
  if (found !== null) return found
  say('No Chromium is here: fetching Playwright’s.')
  const { code, output } = await runCommand([process.execPath, 'node_modules/playwright/cli.js', 'install', 'chromium'])
  if (code !== 0) throw new Error(`Playwright could not install Chromium:\n${output}`)
  return null
}

const findBrowser = (): string | null =>
  Bun.env.CHROMIUM_PATH || (names.map((name) => Bun.which(name)).find((path) => path !== null) ?? null)

/** Without one, Japanese text is drawn as boxes, whose widths say nothing about the layout. */
async function hasJapaneseFont(): Promise<boolean> {
  if (Bun.which('fc-list') === null) return false
  const { output } = await runCommand(['fc-list', ':lang=ja', 'family'])
  return output !== ''
}

const say = (text: string): void => void process.stderr.write(`${text}\n`)
