import { Type } from '@sinclair/typebox'

/** Text that must be there: an empty field is told so, and the length is named only when it was exceeded. */
export function requiredText(label: string, maxLength: number) {
  return Type.String({
    minLength: 1,
    maxLength,
    emptyMessage: `${label}を入力してください`,
    message: `${label}を${maxLength}文字以内で入力してください`,
  })
}
