import { afterEach, expect, test } from 'bun:test'
import { KintoneRestAPIClient } from '@kintone/rest-api-client'
import { configureLog, log, withLogFields } from '../src/log'

const lines: string[] = []
const listen = () => configureLog({ level: 'debug', write: (line) => lines.push(line) })
afterEach(() => {
  lines.length = 0
  configureLog({ level: 'silent' })
})

test('a line is JSON with its event and the request it belongs to', () => {
  listen()
  withLogFields({ requestId: 'r1' }, () => log.info('job.shown', { job: 'J-1' }))
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', event: 'job.shown', requestId: 'r1', job: 'J-1' })
})

test('what slips in by name or form is masked', () => {
  listen()
  log.warn('oops', {
    password: 'p1',
    nested: { apiToken: 't1' },
    text: 'mail hanako@example.com tel 090-1234-5678 postgres://u:p@h/d rediss://:q@h ?token=abc',
  })
  for (const secret of ['p1', 't1', 'hanako@', '090-1234', 'u:p@h', ':q@h', 'abc'])
    expect(lines[0]).not.toContain(secret)
})

test('the error of a failed kintone call shows no token', async () => {
  listen()
  const client = new KintoneRestAPIClient({
    baseUrl: 'http://localhost:9',
    auth: { apiToken: 'very-secret-value' },
    proxy: false,
  })
  await client.record.getRecords({ app: '1' }).catch((error: unknown) => log.error('kintone', { error }))
  expect(lines[0]).toContain('ECONNREFUSED')
  expect(lines[0]).not.toContain('very-secret-value')
})

test('the error of a failed query shows no parameters', () => {
  listen()
  const error = new Error('Failed query: insert into users values ($1)\nparams: hanako', {
    cause: new Error('duplicate key'),
  })
  log.error('database', { error })
  expect(lines[0]).toContain('duplicate key')
  expect(lines[0]).not.toContain('hanako')
})

test('an error that would answer with its request is described instead', () => {
  listen()
  const error = Object.assign(new Error('failed'), { toJSON: () => ({ config: { data: '氏名は山川花' } }) })
  log.error('vendor', { error, nested: { error } })
  expect(lines[0]).toContain('failed')
  expect(lines[0]).not.toContain('山川')
})
