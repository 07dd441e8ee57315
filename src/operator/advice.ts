import type { KintoneAppName } from '../config'
import type { Finding, Right } from '../services/kintone/settings/finding'
import { schemas } from '../services/kintone/settings/schemas'
import type { SettingsError } from '../services/kintone/settings/settings-client'
import { uses } from '../services/kintone/settings/uses'

/** As kintone's screen of API tokens calls them. */
const rightNames: Record<Right, string> = {
  view: 'レコード閲覧',
  add: 'レコード追加',
  edit: 'レコード編集',
  delete: 'レコード削除',
}

export const title = (app: KintoneAppName): string => schemas[app].name
export const idVariable = (app: KintoneAppName): string => `KINTONE_${app.toUpperCase()}_APP_ID`
export const tokenVariable = (app: KintoneAppName): string => `KINTONE_${app.toUpperCase()}_API_TOKEN`

export const neededRights = (app: KintoneAppName): Right[] => Object.keys(uses[app].rights) as Right[]

const whereTokensAre = '設定 > APIトークン'

/** How a person makes a token: kintone has no API for it. */
export const tokenAdvice = (app: KintoneAppName): string =>
  `In ${title(app)}: ${whereTokensAre} > 生成する, tick ${neededRights(app)
    .map((right) => rightNames[right])
    .join(', ')}, save, アプリを更新, and put it into ${tokenVariable(app)}.`

export const rightAdvice = (app: KintoneAppName, right: Right): string =>
  `In ${title(app)}: ${whereTokensAre}, tick ${rightNames[right]} for the portal's token, save, アプリを更新.`

export const unknownTokenAdvice = (app: KintoneAppName): string =>
  `Compare ${tokenVariable(app)} with ${whereTokensAre} of ${title(app)}. A new token works only after アプリを更新.`

export const duplicatesAdvice = (records: string[]): string =>
  `Records ${shortened(records)} share values, and kintone refuses to deploy 値の重複を禁止する while they do: change or delete one of each, then run apply.`

export const waitingLookup = 'First the field it looks up by must be unique in its app; then run apply.'

const shown = 10
const shortened = (records: string[]) =>
  records.length <= shown
    ? records.join(', ')
    : `${records.slice(0, shown).join(', ')} and ${records.length - shown} more`

const wrongPassword = ['CB_WA01', 'CB_AU01', 'CB_TW02']

/** Why kintone could not be asked at all, in a sentence for the operator; never with a token or a password. */
export function explain(error: SettingsError): string {
  const { code, said, operation } = error
  if (wrongPassword.includes(code))
    return `kintone does not accept KINTONE_USERNAME and KINTONE_PASSWORD (${code}). A person with two-factor sign-in cannot be used.`
  if (code === 'GAIA_TO04' || code === '429') return 'kintone is busy (too many calls at once). Try again in a minute.'
  if (code === 'GAIA_IA02') return 'kintone does not know one of the API tokens (GAIA_IA02).'
  if (code === 'GAIA_NO01' || code === 'CB_NO02')
    return `kintone does not allow ${operation} (${code}). ${mayNotAdminister}`
  if (error.failure === 'unavailable' && said === '')
    return `kintone could not be reached or did not answer properly (${code}). Look at KINTONE_BASE_URL and the network.`
  return `kintone refused ${operation} (${code}): ${said}`
}

export const mayNotAdminister =
  'Settings are changed by a person who may administer the apps (KINTONE_USERNAME and KINTONE_PASSWORD), or by API tokens with アプリ管理.'

export const aboutApp = (
  app: KintoneAppName,
  finding: Pick<Finding, 'problem' | 'expected' | 'found' | 'severity' | 'byHand'>,
): Finding => ({ app, field: null, ...finding })
