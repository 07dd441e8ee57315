/**
 * The same text in one piece, for markup that is kept. Rendered markup is a tree of its pieces, each of which stays in
 * memory as long as the whole, and is walked again each time the whole is written.
 */
export const flat = (markup: string): string => Buffer.from(markup).toString()
