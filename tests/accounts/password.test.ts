import { describe, expect, test } from 'bun:test'
import { deviceName } from '../../src/accounts/device-name'
import { knownDevice, knownDeviceCookie } from '../../src/accounts/known-device'
import { passwordStrength } from '../../src/accounts/password'
import { isEmail } from '../../src/accounts/sign-up-form'
import { clientNetwork } from '../../src/http/client-address'

const ownWords = ['ichiro.tanaka@example.com', '田中', '一郎']

describe('a new password', () => {
  const problems: [string, string][] = [
    ['', '15文字以上で'],
    ['short', 'あと10文字'],
    ['aaaaaaaaaaaaaaa', '同じ文字の繰り返し'],
    ['passwordpassword', '同じ言葉の繰り返し'],
    ['abcdefghijklmnop', '並びは推測されやすい'],
    ['password12345678', 'よく使われるパスワード'],
    ['１２３４５６７８９０１２３４５', 'よく使われるパスワード'],
    ['ichirotanaka.tanaka', 'お名前、メールアドレス'],
    ['Ichiro.Tanaka@example.com', 'お名前、メールアドレス'],
    ['proworks-proworks-1', 'お名前、メールアドレス'],
    ['x'.repeat(129), '128文字以内'],
  ]
  test.each(problems)('%p is refused with the reason in words', async (password, words) => {
    expect((await passwordStrength(password, ownWords)).problem).toContain(words)
  })

  const good = [
    '正しい馬 電池 ホチキス 青空 電車',
    'correct horse battery staple',
    'ｃｏｒｒｅｃｔ　ｈｏｒｓｅ　ｂａｔｔｅｒｙ',
  ]
  test.each(good)('%p is accepted, whatever characters it holds', async (password) => {
    expect(await passwordStrength(password, ownWords)).toEqual({
      problem: null,
      praise: '推測されにくい、強いパスワードです',
    })
  })

  test('is counted in characters as people see them, not in code units', async () => {
    expect((await passwordStrength('🐎🔋📎🌌🚃', ownWords)).problem).toContain('あと10文字')
  })
})

describe('a browser an account knows', () => {
  const config = { appUrl: 'https://app.example.jp', authSecret: 's'.repeat(32) } as Parameters<typeof knownDevice>[0]
  const account = { id: 'user-1', passwordHash: 'hash-1' }
  const withCookie = (cookie: string) => new Request('https://app.example.jp/login', { headers: { cookie } })
  const line = knownDeviceCookie(config, withCookie(''), account)
  const pair = line.split(';')[0] ?? ''

  test('is known to that account only, and only until its password changes', () => {
    expect(knownDevice(config, withCookie(pair), account)).toMatch(/^[0-9a-f-]{36}$/)
    expect(knownDevice(config, withCookie(pair), { ...account, id: 'user-2' })).toBeNull()
    expect(knownDevice(config, withCookie(pair), { ...account, passwordHash: 'hash-2' })).toBeNull()
  })

  test('keeps its name when it signs in again', () => {
    const again = knownDeviceCookie(config, withCookie(pair), account)
    expect(again.split(';')[0]).toBe(pair)
  })

  test('cannot be made up', () => {
    const [name] = pair.split('=')
    for (const value of ['', 'x', 'x.y', `${crypto.randomUUID()}.${'A'.repeat(43)}`, `${pair.split('=')[1]}x`])
      expect(knownDevice(config, withCookie(`${name}=${value}`), account)).toBeNull()
    expect(knownDevice({ ...config, authSecret: 't'.repeat(32) }, withCookie(pair), account)).toBeNull()
  })

  test('carries a cookie for this host alone, that scripts cannot read', () => {
    expect(line).toStartWith('__Host-proworks.device=')
    for (const word of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(line).toContain(word)
    expect(line).not.toContain('Domain')
  })
})

test('addresses of one IPv6 customer count as one', () => {
  const of = (address: string) =>
    clientNetwork(new Request('http://localhost', { headers: { 'x-client-address': address } }))
  expect(of('2001:db8:1:2:aaaa::1')).toBe(of('2001:0DB8:0001:0002:ffff:1:2:3'))
  expect(of('2001:db8:1:3::1')).not.toBe(of('2001:db8:1:2::1'))
  expect(of('::1')).toBe('0:0:0:0')
  expect(of('203.0.113.9')).toBe('203.0.113.9')
})

test('mail addresses are taken up to 254 characters, and only as mail servers take them', () => {
  const long = `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example.co`
  expect(isEmail(`${long}${'m'.repeat(254 - long.length)}`)).toBe(true)
  expect(isEmail(`${long}${'m'.repeat(255 - long.length)}`)).toBe(false)
  for (const bad of [
    '太郎@example.com',
    'a@b',
    'a@example.com\r\nBcc: x@example.com',
    'a b@example.com',
    '@example.com',
  ])
    expect(isEmail(bad)).toBe(false)
})

test('a device is named the way its owner would', () => {
  const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1'
  const edge = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0'
  expect(deviceName(iphone)).toBe('iPhone の Safari')
  expect(deviceName(edge)).toBe('Windows の Edge')
  expect(deviceName('<script>')).toBe('不明な端末')
})
