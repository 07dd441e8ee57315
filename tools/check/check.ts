/** What a check found. No problems: it passed, and `note` may say on what. */
export type Finding = { problems: string[]; note?: string }
export type Check = { name: string; run: () => Promise<Finding> }
