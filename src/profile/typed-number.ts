import { narrow, numberOrNull } from '../http/normalise'

/** A unit that people write behind the figure although it stands beside the field. */
const unit = /\s*(?:年間?|名|人|万円?)$/

/** 「４年」「3年半」「5名」「95万」. Null for nothing, NaN for what is no number: the form's check refuses NaN. */
export function typedNumber(text: string): number | null {
  const typed = narrow(text).replace(/^約/, '')
  if (typed === '半年') return 0.5
  const half = /^(\d{1,2})年半$/.exec(typed)
  return half ? Number(half[1]) + 0.5 : numberOrNull(typed.replace(unit, ''))
}
