/** The version of 利用規約 and プライバシーポリシー that a new account agrees to. */
export const termsVersion = '2026-11-22'
