/** Where a command speaks and is answered. */
export type Terminal = {
  print: (line: string) => void
  warn: (line: string) => void
  /** null: nobody is there to answer. */
  ask: ((question: string) => Promise<string | null>) | null
  wait: (ms: number) => Promise<void>
}

export type Environment = Record<string, string | undefined>
export type Flags = Partial<Record<string, boolean>>

export type Command = {
  name: string
  /** One line for the list of commands. */
  summary: string
  /** What may follow the name: `--verbose` by its name without dashes, and what it does. */
  flags: Record<string, string>
  /**
   * Returns 0 fine, 1 differences or failure, 2 wrong command line. Throws InvalidConfig, and SettingsError when
   * kintone is away.
   * @param environment undefined for the process's own
   */
  run: (environment: Environment | undefined, flags: Flags, terminal: Terminal) => Promise<0 | 1 | 2>
}
