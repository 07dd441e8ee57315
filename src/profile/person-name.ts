import { Type } from '@sinclair/typebox'

/** Any script, but nothing that a mail program would turn into a link: names stand in letters we send. */
export function personName(label: '姓' | '名') {
  return Type.String({
    minLength: 1,
    maxLength: 50,
    pattern: '^[^:/@<>\\\\]*$',
    message: `${label}を50文字以内で入力してください（記号 : / @ は使えません）`,
  })
}
