/** The version of 利用規約 and プライバシーポリシー that a new account agrees to; a new version asks everybody again. */
export const termsVersion = '2026-11-22'

/** How kintone's 利用規約同意 says it. */
export const agreedTerms = (version: string) => `同意済み（${version}版）`
