// bun run bench:enumeration: whether the portal tells a stranger, by its answer or by its time, that an address has an
// account. On PGlite in memory, or on the server named by TEST_DATABASE_URL, in a database of its own.
import { hashPassword } from '../src/accounts/password'
import { termsVersion } from '../src/accounts/terms'
import { accounts, users } from '../src/db/schema'
import { configureLog } from '../src/log'
import { Browser } from '../tests/support/browser'
import { mannWhitney, quantile } from './statistics'

const requestsOfEach = 200
/** Sent first and not counted: code is compiled and connections are opened. */
const warmUps = 20
/** How often a request about a known address takes longer than one about an unknown one; 0.5: no telling. */
const aucWithin = [0.4, 0.6] as const

const operations: { name: string; path: string; fields: Record<string, string> }[] = [
  {
    name: 'sign-up',
    path: '/signup',
    fields: { familyName: '山川', givenName: '花', password: 'correct horse battery staple', agrees: 'yes' },
  },
  { name: 'sign-in with a wrong password', path: '/login', fields: { password: 'wrong horse battery staple' } },
  { name: 'password forgotten', path: '/password/forgot', fields: {} },
]

type Answer = { ms: number; status: number; seen: string }

configureLog({ level: 'silent' })
// The test's database looks at this when it is loaded.
Bun.env.TEST_DATABASE = Bun.env.TEST_DATABASE_URL ? 'postgres' : 'pglite'
const { openTestPortal } = await import('../tests/support/portal')
// Without workers: a letter on its way would be noise in the next answer.
const opened = await openTestPortal({ workers: false })
const print = (line: string) => process.stdout.write(`${line}\n`)
let clients = 0

try {
  await addKnownPeople()
  print(`${requestsOfEach} known and ${requestsOfEach} unknown addresses each, on ${Bun.env.TEST_DATABASE}`)
  const findings: boolean[] = []
  for (const operation of operations) findings.push(await examine(operation))
  process.exitCode = findings.every(Boolean) ? 0 : 1
} finally {
  await opened.stop()
}
process.exit()

/** Whether the operation tells nothing; prints what it found. */
async function examine(operation: (typeof operations)[number]): Promise<boolean> {
  print(`\n${operation.name}`)
  const first = await send(operation, addressOf('tried', 0))
  if (first.status === 404) {
    print(`  skipped: POST ${operation.path} answers 404`)
    return true
  }
  const answers = { known: [] as Answer[], other: [] as Answer[] }
  for (const { kind, number } of plan()) {
    const answer = await send(operation, addressOf(kind, number))
    if (number >= warmUps) answers[kind].push(answer)
  }
  const isSame = compareAnswers(answers.known, answers.other)
  return compareTimes(answers.known, answers.other) && isSame
}

/** Every address once, the first of each kind to warm up, then known and unknown ones in random order. */
function plan() {
  const both = (number: number) => [
    { kind: 'known' as const, number },
    { kind: 'other' as const, number },
  ]
  const warming = Array.from({ length: warmUps }, (_, number) => both(number)).flat()
  const counted = Array.from({ length: requestsOfEach }, (_, index) => both(warmUps + index)).flat()
  for (let last = counted.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1))
    const [a, b] = [counted[last], counted[other]]
    if (a && b) [counted[last], counted[other]] = [b, a]
  }
  return [...warming, ...counted]
}

/** All of one length, so that only the account makes a difference. */
function addressOf(kind: 'known' | 'other' | 'tried', number: number): string {
  return `${kind}-${String(number).padStart(4, '0')}@example.com`
}

/** One request from a client of its own, so that no limit answers. */
async function send({ path, fields }: (typeof operations)[number], email: string): Promise<Answer> {
  clients += 1
  const client = `10.${(clients >> 16) & 255}.${(clients >> 8) & 255}.${clients & 255}`
  const browser = new Browser((request) => opened.portal.app.handle(request), client)
  const before = performance.now()
  const response = await browser.post(path, { ...fields, email })
  const body = await response.text()
  const ms = performance.now() - before
  const requestId = response.headers.get('x-request-id') ?? ''
  const headers = [...response.headers].filter(([name]) => !['x-request-id', 'set-cookie', 'date'].includes(name))
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split('=')[0])
  let seen = JSON.stringify({ headers, cookies, body })
  for (const own of [email, encodeURIComponent(email), requestId]) if (own !== '') seen = seen.replaceAll(own, '…')
  return { ms, status: response.status, seen }
}

function compareAnswers(known: Answer[], other: Answer[]): boolean {
  const statuses = (answers: Answer[]) => [...new Set(answers.map(({ status }) => status))].sort().join(', ')
  const isAnswered = [...known, ...other].every(({ status }) => status !== 429 && status < 500)
  if (!isAnswered) print('  NOT MEASURED: a limit or an error answered instead')
  const seen = (answers: Answer[]) => [...new Set(answers.map((answer) => `${answer.status} ${answer.seen}`))].sort()
  const isSame = Bun.deepEquals(seen(known), seen(other))
  print(`  status  known ${statuses(known)}  unknown ${statuses(other)}`)
  print(`  answers ${isSame ? 'the same' : 'DIFFER'}`)
  return isSame && isAnswered
}

function compareTimes(known: Answer[], other: Answer[]): boolean {
  const [a, b] = [known, other].map((answers) => answers.map(({ ms }) => ms))
  const { auc, p } = mannWhitney(a ?? [], b ?? [])
  const row = (times: number[] = []) =>
    `median ${quantile(times, 0.5).toFixed(2)} ms, p95 ${quantile(times, 0.95).toFixed(2)} ms`
  const isWithin = auc >= aucWithin[0] && auc <= aucWithin[1]
  print(`  known   ${row(a)}`)
  print(`  unknown ${row(b)}`)
  print(`  AUC ${auc.toFixed(3)}${isWithin ? '' : ` OUTSIDE ${aucWithin.join('–')}`}, p ${p.toPrecision(3)}`)
  return isWithin
}

/** Verified accounts that all have the same password. */
async function addKnownPeople(): Promise<void> {
  const password = await hashPassword('the right horse battery staple')
  const ids = Array.from({ length: warmUps + requestsOfEach }, (_, number) => ({
    id: `known-${number}`,
    email: addressOf('known', number),
  }))
  const person = { name: '海野 太郎', familyName: '海野', givenName: '太郎', emailVerified: true, termsVersion }
  const credential = { providerId: 'credential', password }
  await opened.portal.database.transaction(async (tx) => {
    await tx.insert(users).values(ids.map((it) => ({ ...it, ...person })))
    await tx.insert(accounts).values(ids.map(({ id }) => ({ id, accountId: id, userId: id, ...credential })))
  })
}
