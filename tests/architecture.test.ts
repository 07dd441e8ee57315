import { expect, test } from 'bun:test'
import { projectFiles, type SourceFile } from '../tools/check/files'
import { findCycles, type Import, importsOf } from '../tools/check/imports'

const nouns =
  /^src\/(jobs\/job|profile\/(talent|merge)|applications\/application|notifications\/(announcement|inquiry))\.ts$/
const routes = /^src\/.*\/routes\.tsx?$/
const edge = /^src\/http\//
const storage = /^src\/(db|services)\//
const features =
  /^src\/(operator|accounts|applications|bookmarks|evaluation|jobs|mail|matching|notifications|pages|profile|questions|queue|recommendations|sync)\//

/** Who may not need whom at run time. `except` names targets that are allowed all the same. */
const rules: { because: string; from: RegExp; never: RegExp[]; except?: RegExp; exceptFrom?: RegExp }[] = [
  {
    because: 'a view is a pure function of its props',
    from: /^views\//,
    never: [storage, edge, routes, /^src\/(queue|sync|mail|portal|server|app|config|log)\b/],
  },
  { because: 'storage and vendors know no page and no request', from: storage, never: [/^views\//, edge, routes] },
  {
    because: 'only app.tsx lists the routes',
    from: /^src\//,
    never: [routes],
    exceptFrom: /^src\/app\.tsx$|\/routes\.tsx?$/,
  },
  {
    because: 'src runs without the sandbox, the tests and the tools',
    from: /^(src|views)\//,
    never: [/^(sandbox|tests|tools|bench)\//],
  },
  {
    because: 'services and db know the nouns of the features, never what is done with them',
    from: storage,
    never: [features],
    except:
      /^src\/(jobs\/job|profile\/(talent|options|merge)|applications\/application|notifications\/(announcement|inquiry))\.ts$/,
  },
  {
    because: 'a noun stands alone',
    from: nouns,
    never: [storage, edge, /^views\//, routes, /^src\/(queue|sync|mail)\//],
  },
  { because: 'the edge knows no feature', from: edge, never: [features, storage, /^views\//] },
  {
    because: "the operator's commands speak to a terminal, not to browsers",
    from: /^src\/(operator\/|kintone\.ts)/,
    never: [edge, /^views\//, routes],
  },
  {
    because: 'the portal changes no settings',
    from: /^(src|views)\//,
    never: [/^src\/operator\//, /^src\/services\/kintone\/settings\//],
    exceptFrom: /^src\/(operator\/|kintone\.ts|services\/kintone\/settings\/)/,
  },
  {
    because: 'the engine judges without asking anybody',
    from: /^src\/matching\/(?!main\.ts$)/,
    never: [storage, edge, /^views\//, /^src\/(queue|sync|mail|accounts)\//],
  },
]

const violations = (imports: Import[]): string[] =>
  rules.flatMap(({ because, from, never, except, exceptFrom }) =>
    imports
      .filter((it) => from.test(it.from) && !exceptFrom?.test(it.from))
      .filter(({ to }) => never.some((pattern) => pattern.test(to)) && !except?.test(to))
      .map((it) => `${it.from} needs ${it.to}, but ${because}`),
  )

const environmentReaders = (files: SourceFile[]): string[] =>
  files
    .filter(({ path }) => /^(src|views)\//.test(path) && path !== 'src/config.ts')
    .filter(({ text }) => /\b(process|Bun|import\.meta)\.env\b/.test(text))
    .map(({ path }) => path)

const code = (await projectFiles()).filter(({ path }) => /^(src|views|sandbox|tools|tests)\/.*\.tsx?$/.test(path))
const running = importsOf(code.filter(({ path }) => /^(src|views|sandbox)\//.test(path)))

test('no import goes up a layer', () => {
  expect(running.length).toBeGreaterThan(200)
  expect(violations(importsOf(code))).toEqual([])
})

test('no files need each other in a circle', () => {
  expect(findCycles(running)).toEqual([])
})

test('only config.ts reads the environment', () => {
  expect(environmentReaders(code)).toEqual([])
})

test('a planted violation of every rule is caught', () => {
  const planted: Import[] = [
    { from: 'views/jobs/card.tsx', to: 'src/db/jobs.ts' },
    { from: 'src/db/jobs.ts', to: 'src/http/errors.ts' },
    { from: 'src/jobs/list-jobs.ts', to: 'src/jobs/routes.tsx' },
    { from: 'src/portal.ts', to: 'sandbox/start.ts' },
    { from: 'src/services/kintone/records.ts', to: 'src/jobs/list-jobs.ts' },
    { from: 'src/jobs/job.ts', to: 'src/db/jobs.ts' },
    { from: 'src/http/form.ts', to: 'src/accounts/guard.ts' },
    { from: 'src/matching/can.ts', to: 'src/db/jobs.ts' },
    { from: 'src/operator/report.ts', to: 'src/http/html.ts' },
    { from: 'src/portal.ts', to: 'src/services/kintone/settings/settings-client.ts' },
  ]
  for (const it of planted) expect(violations([it])).not.toEqual([])
  expect(violations([{ from: 'src/app.tsx', to: 'src/jobs/routes.tsx' }])).toEqual([])
})

test('a planted circle and a planted reader of the environment are caught', () => {
  const circle = ['a', 'b', 'c'].map((name, at, all) => ({ from: name, to: all[(at + 1) % 3] ?? '' }))
  expect(findCycles(circle)).toEqual([['a', 'b', 'c', 'a']])
  expect(environmentReaders([{ path: 'src/jobs/job.ts', text: 'const url = process.env.DATABASE_URL' }])).toHaveLength(
    1,
  )
})

test('only what remains at run time counts as an import', () => {
  const files = [
    {
      path: 'src/a.ts',
      text: `import type { B } from './b'\nimport { type C } from './c'\nexport type { D } from './d'`,
    },
    { path: 'src/e.tsx', text: `import {\n  type B,\n  c,\n} from './c'\nimport './b'\nconst d = await import('./d')` },
    ...['b', 'c', 'd'].map((name) => ({ path: `src/${name}.ts`, text: '' })),
  ]
  const targets = importsOf(files).map(({ from, to }) => `${from} ${to}`)
  expect(targets.sort()).toEqual(['src/e.tsx src/b.ts', 'src/e.tsx src/c.ts', 'src/e.tsx src/d.ts'])
})
