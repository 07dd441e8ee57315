import { paths } from '../paths'
import type { Talent } from './talent'

export type ProfileItem = { label: string; isFilled: boolean; path: string }

/** The items of a complete profile, in the order in which a candidate fills them. */
export function profileItems(talent: Talent): ProfileItem[] {
  return [
    { label: '姓名', isFilled: talent.familyName !== '' && talent.givenName !== '', path: paths.profile() },
    { label: '電話番号', isFilled: talent.phone !== '', path: paths.profile() },
    {
      label: 'スキル（言語・ツール）',
      isFilled: talent.skills.length > 0 || talent.languagesAndTools !== '',
      path: paths.career(),
    },
    { label: '職務経歴', isFilled: talent.workHistory.length > 0 || talent.selfPr !== '', path: paths.career() },
    { label: '稼働可能時期', isFilled: talent.availableFrom !== null, path: paths.preferences() },
    { label: '希望勤務日数', isFilled: talent.desiredWorkingDays !== null, path: paths.preferences() },
    { label: '希望作業時間', isFilled: talent.desiredHoursPerDay !== null, path: paths.preferences() },
  ]
}

/** Whole percent of the items above. */
export function completenessPercent(items: ProfileItem[]): number {
  return Math.round((100 * items.filter((item) => item.isFilled).length) / items.length)
}
