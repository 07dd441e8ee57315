import { foldText } from './fold'

/** As a part of a pattern, over folded text. */
export const legalForms = '株式会社|有限会社|合同会社|\\(株\\)|\\(有\\)|\\(同\\)|一般社団法人'
const legalForm = new RegExp(legalForms, 'g')

/** A company's name without its legal form, width, case or spaces: (株)・㈱・株式会社 are one. */
export function foldCompany(name: string): string {
  return foldText(name)
    .replace(legalForm, '')
    .replace(/[\s・.,]/g, '')
}

/** NG企業 as written by the talent, one folded name each; 「なし」 is none. */
export function readCompanies(text: string): string[] {
  return text
    .split(/[\n、,，;；/／]/)
    .map(foldCompany)
    .filter((name) => name.length >= 2 && !/^(?:なし|特になし|特にありません|ありません|無し|none)$/.test(name))
}

/** Short names must be the whole name, longer ones may be a part of it. */
export function isSameCompany(recruiter: string, unwanted: string): boolean {
  if (recruiter === '') return false
  return recruiter === unwanted || (unwanted.length >= 3 && recruiter.includes(unwanted))
}
