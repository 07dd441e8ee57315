/** Names the rules that made a score; stored scores of another version are made again. */
export const engineVersion = 'rules-3'
