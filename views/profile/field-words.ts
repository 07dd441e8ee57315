import type { EditableField } from '../../src/profile/merge'
import type {
  Qualification,
  SkillLevel,
  Talent,
  TalentSkill,
  WorkHistoryEntry,
  WorkStyle,
} from '../../src/profile/talent'
import { longDate, monthWord } from '../format'

export const fieldLabels: Record<EditableField, string> = {
  familyName: '姓',
  givenName: '名',
  familyNameKana: 'セイ',
  givenNameKana: 'メイ',
  birthDate: '生年月日',
  postalCode: '郵便番号',
  prefecture: '都道府県',
  address: '住所',
  nearestStation: '最寄駅',
  phone: '電話番号',
  positions: '職種',
  languagesAndTools: '言語・ツール',
  skills: 'スキル',
  selfPr: '自己PR',
  workHistory: '職務経歴',
  qualifications: '資格',
  portfolioUrl: 'ポートフォリオのURL',
  availableFrom: '稼働可能時期',
  desiredMonthlyRateYen: '希望単価（月額）',
  desiredWorkingDays: '希望勤務日数',
  desiredOfficeDays: '希望出社頻度',
  desiredWorkStyles: '働き方',
  desiredHoursPerDay: '希望作業時間',
  desiredPrefectures: '希望勤務地',
  desiredWork: '希望する案件・作業内容',
  ngCompanies: '応募したくない会社',
  otherRequests: 'その他の要望',
}

export const levelWords: Record<SkillLevel, string> = {
  learning: '学習のみ',
  assisting: '補助',
  independent: '一人で実務',
  leading: '設計・指導',
}
const styleWords: Record<WorkStyle, string> = { remote: 'リモート', hybrid: 'ハイブリッド', onsite: '常駐' }
const daysWords = (days: number | 'any' | null) =>
  days === null ? [] : [days === 'any' ? '案件条件に従う' : days === 0 ? 'なし' : `週${days}日`]
const lines = (text: string | null | undefined) => (text ? text.split('\n') : [])

/** What a field holds, line by line, for reading; no line when it is empty. */
export function valueLines(field: EditableField, talent: Partial<Talent>): string[] {
  switch (field) {
    case 'skills':
      return (talent.skills ?? []).map(skillLine)
    case 'workHistory':
      return (talent.workHistory ?? []).flatMap(workLines)
    case 'qualifications':
      return (talent.qualifications ?? []).map(qualificationLine)
    case 'positions':
    case 'desiredPrefectures':
      return talent[field] ?? []
    case 'desiredWorkStyles':
      return (talent.desiredWorkStyles ?? []).map((style) => styleWords[style])
    case 'birthDate':
    case 'availableFrom': {
      const day = talent[field]
      return day ? [longDate(day)] : []
    }
    case 'desiredMonthlyRateYen': {
      const yen = talent.desiredMonthlyRateYen ?? null
      return yen === null ? [] : [`${yen / 10_000}万円`]
    }
    case 'desiredWorkingDays':
    case 'desiredOfficeDays':
      return daysWords(talent[field] ?? null)
    case 'desiredHoursPerDay': {
      const hours = talent.desiredHoursPerDay ?? null
      return hours === null
        ? []
        : [hours === 'any' ? '案件条件に従う' : `${hours.replace('8+', '8')}時間${hours === '8+' ? '以上' : ''}`]
    }
    default:
      return lines(talent[field])
  }
}

const filled = (parts: (string | null | false)[]) => parts.filter(Boolean).join('・')

function skillLine({ name, years, lastUsedYear, level }: TalentSkill): string {
  const details = [
    years !== null && `${years}年`,
    level && levelWords[level],
    lastUsedYear !== null && `最終使用${lastUsedYear}年`,
  ]
  return [name, filled(details)].filter(Boolean).join('　')
}

/** Line by line, so that a changed sentence can be told from the rest. */
function workLines({
  startMonth,
  endMonth,
  company,
  role,
  industry,
  teamSize,
  phases,
  technologies,
  description,
}: WorkHistoryEntry): string[] {
  const period = startMonth === null ? null : `${monthWord(startMonth)}〜${endMonth ? monthWord(endMonth) : '現在'}`
  const head = [period, company].filter(Boolean).join('　')
  const details = filled([role, industry, teamSize !== null && `${teamSize}名`, ...phases])
  return [`■ ${head}`, details, technologies, ...description.split('\n')].filter(Boolean)
}

const qualificationLine = ({ name, acquiredMonth }: Qualification): string =>
  [name, acquiredMonth && `${monthWord(acquiredMonth)}取得`].filter(Boolean).join('　')
