import type { KintoneAppName } from '../config'
import { byApply, type Finding, type Severity } from '../services/kintone/settings/finding'
import { appNames, schemas } from '../services/kintone/settings/schemas'
import { idVariable, neededRights, tokenVariable } from './advice'
import type { Inspection } from './inspect'

const severityWords: Record<Severity, string> = {
  breaks: 'breaks the portal',
  degraded: 'degraded',
  harmless: 'harmless',
}

export const matters = ({ severity }: Finding): boolean => severity !== 'harmless'

/** For people: the differences by app, who mends each, and the sum. */
export function report({ findings, notes, appIds }: Inspection, isVerbose: boolean): string[] {
  const shown = findings.filter((finding) => isVerbose || matters(finding))
  const apps = appNames.filter((name) => shown.some(({ app }) => app === name))
  return [
    ...apps.flatMap((name) => [
      `${schemas[name].name} (${name}${appIds[name] === undefined ? '' : `, app ${appIds[name]}`})`,
      ...shown.filter(({ app }) => app === name).flatMap(lines),
      '',
    ]),
    ...notes,
    summary(findings, isVerbose),
  ]
}

function lines(finding: Finding): string[] {
  const { field, severity, expected, found, byHand } = finding
  const subject = field === null ? '' : `${field}: `
  const mend = byHand ?? (byApply(finding) ? 'apply mends it' : 'nothing to do')
  return [`  [${severityWords[severity]}] ${subject}expected ${expected}; found ${found}`, `      ${mend}`]
}

function summary(findings: Finding[], isVerbose: boolean): string {
  const serious = findings.filter(matters)
  const harmless = findings.length - serious.length
  const rest = harmless > 0 && !isVerbose ? ` Harmless: ${harmless} (--verbose lists them).` : ''
  if (serious.length === 0) return `kintone is as the portal needs it.${rest}`
  const breaking = serious.filter(({ severity }) => severity === 'breaks').length
  const mendable = serious.filter(byApply).length
  return `Differences: ${serious.length}; ${breaking} of them break the portal. apply can mend ${mendable}; ${serious.length - mendable} are for a person.${rest}`
}

/** What apply is about to do, one line a step. */
export const plan = (findings: Finding[]): string[] =>
  findings.filter(byApply).map(({ app, field, problem, expected }) => {
    const name = schemas[app].name
    if (problem === 'app-not-configured') return `  create the app ${name} with all its fields`
    return `  ${name}, ${field}: ${problem === 'missing-field' ? 'add' : 'change it to'} ${expected}`
  })

/** The lines for the environment. Comments stand alone: Docker would read them as values. */
export const settingsOf = (created: Partial<Record<KintoneAppName, string>>): string[] =>
  appNames.flatMap((name) =>
    created[name] === undefined
      ? []
      : [
          `# ${schemas[name].name}: a token with the right to ${neededRights(name).join(', ')}`,
          `${idVariable(name)}=${created[name]}`,
          `${tokenVariable(name)}=`,
        ],
  )

export const asJson = ({ findings, notes, appIds }: Inspection): object => ({
  isFine: !findings.some(matters),
  apps: appIds,
  findings: findings.map((finding) => ({ ...finding, canApplyMend: byApply(finding) })),
  notes,
})
