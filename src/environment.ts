export type Environment = Record<string, string | undefined>
export type Reader = ReturnType<typeof reader>

/**
 * Reads variables by name and shape for config.ts, which alone says which. What is missing or malformed is added to
 * `problems` by its name, never with its value; what is returned then is not to be used.
 */
export function reader(environment: Environment, problems: string[]) {
  const optional = (name: string) => environment[name]?.trim() || null
  const required = (name: string, label = name) => {
    const value = optional(name)
    if (value === null) problems.push(`${label} is missing`)
    return value ?? ''
  }
  const matching = (name: string, pattern: RegExp, expected: string) => {
    const value = required(name)
    if (value !== '' && !pattern.test(value)) problems.push(`${name} is not ${expected}`)
    return value
  }
  const url = (name: string, protocol: RegExp, expected: string) => {
    const value = required(name)
    if (value !== '' && !(URL.canParse(value) && protocol.test(new URL(value).protocol)))
      problems.push(`${name} is not ${expected}`)
    return value
  }
  const origin = (name: string, oldName: string, isProduction: boolean) => {
    const used = optional(name) === null && optional(oldName) !== null ? oldName : name
    const value = url(
      used,
      isProduction ? /^https:$/ : /^https?:$/,
      `an ${isProduction ? 'https://' : 'http(s)://'} address`,
    )
    return URL.canParse(value) ? new URL(value).origin : value
  }
  const secret = (name: string) => matching(name, /^.{32,}$/, 'at least 32 characters long')
  const integer = (name: string, bounds: { fallback: number; minimum: number; maximum: number }) => {
    const value = optional(name)
    if (value === null) return bounds.fallback
    const parsed = Number(value)
    if (Number.isInteger(parsed) && parsed >= bounds.minimum && parsed <= bounds.maximum) return parsed
    problems.push(`${name} is not a whole number from ${bounds.minimum} to ${bounds.maximum}`)
    return bounds.fallback
  }
  const optionalMatching = (name: string, pattern: RegExp, expected: string) =>
    optional(name) === null ? null : matching(name, pattern, expected)
  const oneOf = <T extends string>(name: string, values: readonly T[], fallback: T): T => {
    const value = optional(name)
    const known = values.find((candidate) => candidate === (value ?? fallback))
    if (known === undefined) problems.push(`${name} is not one of ${values.join(', ')}`)
    return known ?? fallback
  }
  return { optional, required, matching, optionalMatching, url, origin, secret, integer, oneOf }
}
