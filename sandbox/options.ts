export type Options = {
  readonly port: number
  readonly data: string
  readonly seed: 'demo' | 'empty'
  readonly json: boolean
  readonly webhook?: string
}

export const usage = `usage: bun sandbox/main.ts [--port 4010] [--data DIR] [--seed demo|empty] [--webhook URL] [--json]

  --port N       kintone, Gemini and the staff's pages; mail is on the next port (0: any free ports)
  --data DIR     where everything is kept (.data/sandbox)
  --seed WHICH   what a new folder starts with: demo (default) or empty
  --webhook URL  where kintone posts its notifications
  --json         first line of output: the addresses as JSON
`

/** The options, or what is wrong with the command line. */
export function readOptions(args: readonly string[]): Options | string {
  const options: { -readonly [key in keyof Options]: Options[key] } = {
    port: 4010,
    data: '.data/sandbox',
    seed: 'demo',
    json: false,
  }
  const rest = args.flatMap((arg) =>
    /^--\w+=/.test(arg) ? [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)] : [arg],
  )
  for (let at = 0; at < rest.length; at += 1) {
    const name = rest[at]
    if (name === '--json') {
      options.json = true
      continue
    }
    const value = rest[at + 1]
    const problem =
      value === undefined ? `${name} is unknown or lacks its value` : setOption(options, name ?? '', value)
    if (problem) return problem
    at += 1
  }
  return options
}

function setOption(
  options: { -readonly [key in keyof Options]: Options[key] },
  name: string,
  value: string,
): string | undefined {
  switch (name) {
    case '--port':
      if (!/^\d{1,5}$/.test(value) || Number(value) > 65_534) return '--port must be a number from 0 to 65534'
      options.port = Number(value)
      return undefined
    case '--data':
      options.data = value
      return undefined
    case '--seed':
      if (value !== 'demo' && value !== 'empty') return '--seed must be demo or empty'
      options.seed = value
      return undefined
    case '--webhook':
      if (!URL.canParse(value)) return '--webhook must be a URL'
      options.webhook = value
      return undefined
    default:
      return `unknown option ${name}`
  }
}
