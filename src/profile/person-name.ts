import { Type } from '@sinclair/typebox'

/** Any script, but nothing that a mail program would turn into a link: names stand in letters we send. */
export function personName(label: '姓' | '名') {
  return Type.String({
    minLength: 1,
    maxLength: 50,
    pattern: '^[^:/@<>\\\\]*$',
    emptyMessage: `${label}を入力してください`,
    patternMessage: `${label}には記号 : / @ < > を使わずに入力してください`,
    message: `${label}を50文字以内で入力してください`,
  })
}
