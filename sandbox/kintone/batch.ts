import type { Message } from './errors'
import { invalidParameter } from './refusals'

export const maxWriteBatch = 100

export function checkBatch(records: readonly unknown[], tooMany: Message) {
  if (records.length > maxWriteBatch) throw invalidParameter('records', tooMany)
}
