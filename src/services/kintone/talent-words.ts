import type { DesiredHours, SkillLevel, WorkStyle } from '../../profile/talent'

/** kintone's options of the 人材 app and the portal's words for them. */
export const days: Record<string, number | 'any'> = { 週1: 1, 週2: 2, 週3: 3, 週4: 4, 週5: 5, 案件条件に従う: 'any' }
export const officeDays: Record<string, number | 'any'> = { ...days, なし: 0 }
export const levels: Record<string, SkillLevel> = {
  学習のみ: 'learning',
  補助: 'assisting',
  一人で実務: 'independent',
  '設計・指導': 'leading',
}
export const workStyles: Record<string, WorkStyle> = { リモート: 'remote', ハイブリッド: 'hybrid', 常駐: 'onsite' }
export const hours: Record<string, DesiredHours> = {
  '2時間': '2',
  '4時間': '4',
  '6時間': '6',
  '8時間': '8',
  '8時間以上': '8+',
  案件条件に従う: 'any',
}

/** Words in ST by which staff close an account. */
export const closedStatuses = ['退会', '利用停止']
