/** A talent (人材): the candidate's own record, kept in kintone's 人材 app and copied here. */
export type Talent = {
  /** auth_user_id: the account's id. */
  id: string
  familyName: string
  givenName: string
  familyNameKana: string
  givenNameKana: string
  email: string
  /** `YYYY-MM-DD` */
  birthDate: string | null
  postalCode: string
  prefecture: string | null
  address: string
  nearestStation: string
  phone: string
  positions: string[]
  languagesAndTools: string
  skills: TalentSkill[]
  selfPr: string
  workHistory: WorkHistoryEntry[]
  qualifications: Qualification[]
  portfolioUrl: string
  /** `YYYY-MM-DD` */
  availableFrom: string | null
  desiredMonthlyRateYen: number | null
  /** 1..5, `'any'` = 案件条件に従う */
  desiredWorkingDays: number | 'any' | null
  /** 0 = なし, 1..5, `'any'` = 案件条件に従う */
  desiredOfficeDays: number | 'any' | null
  desiredWorkStyles: WorkStyle[]
  desiredHoursPerDay: DesiredHours | null
  desiredPrefectures: string[]
  desiredWork: string
  ngCompanies: string
  otherRequests: string
  /** Staff have closed the account: its owner is a visitor from the next sync on. */
  isClosed: boolean
  wantsMail: boolean
  allowsAi: boolean
  termsConsent: string
}

export type TalentSkill = {
  /** kintone's row id, null until kintone has stored the row. */
  rowId: string | null
  name: string
  years: number | null
  lastUsedYear: number | null
  level: SkillLevel | null
}

export type WorkHistoryEntry = {
  rowId: string | null
  /** `YYYY-MM` */
  startMonth: string | null
  /** `YYYY-MM`; null with a start = still there. */
  endMonth: string | null
  company: string
  industry: string | null
  role: string | null
  teamSize: number | null
  phases: string[]
  technologies: string
  description: string
}

export type Qualification = {
  rowId: string | null
  name: string
  /** `YYYY-MM` */
  acquiredMonth: string | null
}

export type SkillLevel = 'learning' | 'assisting' | 'independent' | 'leading'
export type WorkStyle = 'remote' | 'hybrid' | 'onsite'
export type DesiredHours = '2' | '4' | '6' | '8' | '8+' | 'any'

export function fullName(talent: Pick<Talent, 'familyName' | 'givenName'>): string {
  return `${talent.familyName} ${talent.givenName}`.trim()
}

/** A talent of whom nothing is known yet. AI use is on until the candidate turns it off, mail off until turned on. */
export function emptyTalent(id: string): Talent {
  return {
    id,
    familyName: '',
    givenName: '',
    familyNameKana: '',
    givenNameKana: '',
    email: '',
    birthDate: null,
    postalCode: '',
    prefecture: null,
    address: '',
    nearestStation: '',
    phone: '',
    positions: [],
    languagesAndTools: '',
    skills: [],
    selfPr: '',
    workHistory: [],
    qualifications: [],
    portfolioUrl: '',
    availableFrom: null,
    desiredMonthlyRateYen: null,
    desiredWorkingDays: null,
    desiredOfficeDays: null,
    desiredWorkStyles: [],
    desiredHoursPerDay: null,
    desiredPrefectures: [],
    desiredWork: '',
    ngCompanies: '',
    otherRequests: '',
    isClosed: false,
    wantsMail: false,
    allowsAi: true,
    termsConsent: '',
  }
}
