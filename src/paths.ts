/** Every URL by name. Parameters are encoded here and nowhere else. */
const withQuery = (path: string, query: Record<string, string | undefined>) => {
  const search = new URLSearchParams(
    Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
  return search.size > 0 ? `${path}?${search}` : path
}
const segment = encodeURIComponent

export const paths = {
  front: () => '/',
  /** `filters`: see jobs/filters.ts. */
  /** `from`: the first of the pages that are shown one below the other, up to `page`. */
  jobs: ({ from, page, filters }: { from?: string; page?: string; filters?: URLSearchParams } = {}) => {
    const search = new URLSearchParams(filters)
    if (from) search.set('from', from)
    if (page) search.set('page', page)
    return search.size > 0 ? `/jobs?${search}` : '/jobs'
  },
  job: (id: string) => `/jobs/${segment(id)}`,
  newApplication: (jobId: string) => `/jobs/${segment(jobId)}/application/new`,
  jobApplication: (jobId: string) => `/jobs/${segment(jobId)}/application`,
  jobBookmark: (jobId: string) => `/jobs/${segment(jobId)}/bookmark`,
  jobHidden: (jobId: string) => `/jobs/${segment(jobId)}/hidden`,
  bookmarks: (query: { page?: string; notice?: string } = {}) => withQuery('/bookmarks', query),
  hiddenJobs: (query: { page?: string; notice?: string } = {}) => withQuery('/bookmarks/hidden', query),
  jobViews: (query: { page?: string; notice?: string } = {}) => withQuery('/bookmarks/viewed', query),
  jobViewsDeletion: () => '/bookmarks/viewed/deletion',
  savedSearches: (query: { notice?: string } = {}) => withQuery('/bookmarks/searches', query),
  newSavedSearch: (filters?: URLSearchParams) =>
    filters ? `/bookmarks/searches/new?${filters}` : '/bookmarks/searches/new',
  savedSearchName: (id: string) => `/bookmarks/searches/${segment(id)}/name`,
  savedSearchDeletion: (id: string) => `/bookmarks/searches/${segment(id)}/deletion`,
  applications: () => '/applications',
  application: (id: string) => `/applications/${segment(id)}`,
  applicationDeparture: (id: string) => `/applications/${segment(id)}/departure`,
  /** `next`: the list to go on with. */
  question: (query: { next?: string } = {}) => withQuery('/question', query),
  /** What an open list asks while a model judges its jobs. */
  evaluationProgress: (query: { seen?: string; look?: string; list?: string } = {}) => withQuery('/evaluation', query),
  matchFeedback: (jobId: string) => `/jobs/${segment(jobId)}/feedback`,
  mypage: () => '/mypage',
  profile: () => '/mypage/profile',
  career: () => '/mypage/career',
  preferences: () => '/mypage/preferences',
  profileConflicts: () => '/mypage/conflicts',
  signUp: (query: { next?: string } = {}) => withQuery('/signup', query),
  resendVerification: () => '/verify-email/resend',
  verifyEmail: (query: { token?: string } = {}) => withQuery('/verify-email', query),
  cancelRegistration: () => '/verify-email/cancellation',
  login: (query: { next?: string; notice?: string } = {}) => withQuery('/login', query),
  logout: () => '/logout',
  loginTwoFactor: (query: { next?: string } = {}) => withQuery('/login/two-factor', query),
  loginPasskeyOptions: () => '/login/passkey/options',
  loginPasskey: () => '/login/passkey',
  passwordStrength: () => '/password/strength',
  forgotPassword: () => '/password/forgot',
  resetPassword: (query: { token?: string } = {}) => withQuery('/password/reset', query),
  /** Where password managers send people: https://www.w3.org/TR/change-password-url/ */
  wellKnownChangePassword: () => '/.well-known/change-password',
  confirmEmailChange: (query: { token?: string } = {}) => withQuery('/email-change', query),
  renewConsent: (query: { next?: string } = {}) => withQuery('/terms/consent', query),
  account: () => '/mypage/account',
  changePassword: () => '/mypage/account/password',
  changeEmail: () => '/mypage/account/email',
  cancelEmailChange: () => '/mypage/account/email/cancellation',
  sessions: () => '/mypage/account/sessions',
  endSession: () => '/mypage/account/sessions/end',
  twoFactor: () => '/mypage/account/two-factor',
  twoFactorSetup: () => '/mypage/account/two-factor/setup',
  twoFactorActivation: () => '/mypage/account/two-factor/activation',
  twoFactorRemoval: () => '/mypage/account/two-factor/removal',
  recoveryCodes: () => '/mypage/account/two-factor/recovery-codes',
  passkeys: () => '/mypage/account/passkeys',
  passkeyOptions: () => '/mypage/account/passkeys/options',
  removePasskey: () => '/mypage/account/passkeys/removal',
  consents: () => '/mypage/account/consents',
  dataExport: () => '/mypage/account/export',
  closeAccount: () => '/mypage/account/closure',
  confirmClosure: () => '/mypage/account/closure/confirmation',
  accountClosed: () => '/account-closed',
  terms: () => '/terms',
  privacy: () => '/privacy',
  howMatchingWorks: () => '/how-matching-works',
  kintoneWebhook: (secret: string) => `/webhooks/kintone/${segment(secret)}`,
  tick: () => '/internal/tick',
  jobFeed: () => '/feed/jobs.json',
  embeddedJobs: () => '/embed/jobs',
  sitemap: () => '/sitemap.xml',
  sitemapPage: (page: number) => `/sitemaps/${page}.xml`,
  robots: () => '/robots.txt',
  health: () => '/healthz',
  ready: () => '/readyz',
  asset: (name: string) => `/assets/${name}`,
} as const

/** A path of this site to return to, or null: never another origin (`//evil`, `/\evil`). */
export function localPath(candidate: string | null | undefined, longest = 500): string | null {
  if (!candidate || candidate.length > longest || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(candidate)) return null
  const base = 'http://localhost'
  return URL.canParse(candidate, base) && new URL(candidate, base).origin === base ? candidate : null
}
