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
/** What follows a command's name: `flags` begin with `--`, `words` do not. */
export type CommandLine = { flags: Flags; words: string[] }
export type ExitCode = 0 | 1 | 2

export type Command = {
  name: string
  /** One line for the list of commands. */
  summary: string
  /** What may follow the name: `--verbose` by its name without dashes, and what it does. */
  flags: Record<string, string>
  /** How the help calls the words that may follow, e.g. `KIND:ID …`; a command without any takes none. */
  words?: string
  /**
   * Returns 0 fine, 1 something needs a person, 2 wrong command line. Throws InvalidConfig, SettingsError or
   * KintoneError when kintone is away, DirectoryInUse, and what a database throws.
   * @param environment undefined for the process's own
   */
  run: (environment: Environment | undefined, line: CommandLine, terminal: Terminal) => Promise<ExitCode>
}
