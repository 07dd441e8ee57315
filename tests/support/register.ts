import { type Browser, read } from './browser'
import type { Person } from './cast'
import { eventually } from './eventually'
import type { Mailbox } from './mailbox'

/** Fills in the sign-up form as a person would, with what the test changes. */
export function signUp(browser: Browser, person: Person, changes: Record<string, string> = {}): Promise<Response> {
  const { familyName, givenName, email, password } = person
  return browser.post('/signup', { familyName, givenName, email, password, agrees: 'yes', ...changes })
}

export const verificationToken = (mailbox: Mailbox, person: Person) =>
  linkToken(mailbox, person.email, 'メールアドレスの確認')

/** The token in the link of the newest letter to this address whose subject contains these words. */
export async function linkToken(mailbox: Mailbox, address: string, words: string): Promise<string> {
  await mailbox.letter(address, words)
  const letters = (await mailbox.to(address)).filter((mail) => mail.subject.includes(words))
  const token = /token=([\w.-]+)/.exec(letters.at(-1)?.text ?? '')?.[1]
  if (token === undefined) throw new Error('The letter holds no link')
  return token
}

/** A browser of their own that signs in with the password. */
export async function signIn(portal: { browser: () => Browser }, person: Person): Promise<Browser> {
  const browser = portal.browser()
  const { email, password } = person
  const response = await browser.post('/login', { email, password })
  if (response.headers.get('location') !== '/jobs') throw new Error(`The sign-in answered ${response.status}`)
  return browser
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
