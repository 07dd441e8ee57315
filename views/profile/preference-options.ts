import { prefectures } from '../../src/profile/options'
import type { Option } from '../ui/form'

const any: Option = { value: 'any', label: '案件条件に従う' }
const weekDays: Option[] = [1, 2, 3, 4, 5].map((days) => ({ value: String(days), label: `週${days}日` }))

/** What may be chosen in 希望条件, wherever it is asked. */
export const preferenceOptions = {
  workingDays: [...weekDays, any],
  officeDays: [{ value: '0', label: 'なし' }, ...weekDays, any],
  hours: [
    ...['2', '4', '6', '8'].map((value) => ({ value, label: `${value}時間` })),
    { value: '8+', label: '8時間以上' },
    any,
  ],
  workStyles: [
    { value: 'remote', label: 'リモート' },
    { value: 'hybrid', label: 'ハイブリッド' },
    { value: 'onsite', label: '常駐' },
  ],
  prefectures: prefectures.map((name) => ({ value: name, label: name })),
} satisfies Record<string, Option[]>
