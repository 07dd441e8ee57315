import { readOperatorConfig } from '../config'
import type { Command } from './command'
import { inspect } from './inspect'
import { asJson, matters, report } from './report'

export const doctor: Command = {
  name: 'doctor',
  summary: 'compare the kintone apps and their API tokens with what the portal needs; changes nothing',
  flags: { verbose: 'list harmless differences too', json: 'answer with one JSON object' },
  run: async (environment, { flags }, terminal) => {
    const inspection = await inspect(readOperatorConfig(environment))
    if (flags.json) terminal.print(JSON.stringify(asJson(inspection)))
    else for (const line of report(inspection, flags.verbose === true)) terminal.print(line)
    return inspection.findings.some(matters) ? 1 : 0
  },
}
