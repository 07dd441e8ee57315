import { type Browser, read } from './browser'
import type { Person } from './cast'
import { eventually } from './eventually'
import type { Mailbox } from './mailbox'

/** Fills in the sign-up form as a person would, with what the test changes. */
export function signUp(browser: Browser, person: Person, changes: Record<string, string> = {}): Promise<Response> {
  const { familyName, givenName, email, password } = person
  return browser.post('/signup', { familyName, givenName, email, password, agrees: 'yes', ...changes })
}

export async function verificationToken(mailbox: Mailbox, person: Person): Promise<string> {
  const { text } = await mailbox.letter(person.email, 'メールアドレスの確認')
  const token = /token=([\w.-]+)/.exec(text)?.[1]
  if (token === undefined) throw new Error('The letter holds no link')
  return token
}

/** Whether kintone has everything: the pages speak only of what waits or was refused. */
export function isReflected(mypage: string): boolean {
  return mypage.includes('プロフィール') && !mypage.includes('反映待ち') && !mypage.includes('確認が必要')
}

/** A signed-in candidate in a browser of their own, known to kintone. */
export async function register(portal: { browser: () => Browser; mailbox: Mailbox }, person: Person): Promise<Browser> {
  const browser = portal.browser()
  await signUp(browser, person)
  const response = await browser.post('/verify-email', {
    token: await verificationToken(portal.mailbox, person),
    password: person.password,
  })
  if (response.status !== 303) throw new Error(`The verification answered ${response.status}`)
  await eventually('the talent in kintone', async () => isReflected(await read(await browser.get('/mypage'))))
  return browser
}
