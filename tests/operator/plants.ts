import type { Severity } from '../../src/services/kintone/settings/finding'
import { type Agency, columns } from './cast'

export type Plant = {
  what: string
  /** Spoils kintone; what it answers with, if anything, is an environment that is wrong. */
  plant: (agency: Agency) => Promise<unknown>
  /** Exactly what doctor must say, as `brief` writes it. */
  finding: string
  severity: Severity
  mend: 'apply' | 'hand'
}

const text = { type: 'SINGLE_LINE_TEXT' }
const option = (label: string, index = '0') => ({ [label]: { label, index } })
const lookup = (app: string, changes: Record<string, unknown> = {}) => ({
  type: 'SINGLE_LINE_TEXT',
  lookup: {
    relatedApp: { app, code: '' },
    relatedKeyField: '案件ID',
    fieldMappings: [{ field: '案件名', relatedField: '案件名' }],
    lookupPickerFields: ['案件ID'],
    filterCond: '',
    sort: '',
    ...changes,
  },
})
const without = (column: string) => {
  const { [column]: _, ...rest } = columns('職歴表')
  return { fields: rest }
}
const withColumn = (code: string, settings: Record<string, unknown>) => ({
  fields: { ...columns('職歴表'), [code]: { ...columns('職歴表')[code], ...settings } },
})
const token = (app: string, suffix: string) => async () => ({
  [`KINTONE_${app.toUpperCase()}_API_TOKEN`]: `sandbox-${app}-${suffix}`,
})

/** One difference each. */
export const plants: Plant[] = [
  {
    what: 'a field that is gone',
    plant: ({ drop }) => drop('talent', '電話番号'),
    finding: 'talent.電話番号 missing-field',
    severity: 'breaks',
    mend: 'apply',
  },
  {
    what: 'a field that only staff would miss',
    plant: ({ drop }) => drop('talent', 'プロフィール完成通知日時'),
    finding: 'talent.プロフィール完成通知日時 missing-field',
    severity: 'degraded',
    mend: 'apply',
  },
  {
    what: 'a field of another type',
    plant: async ({ drop, add }) => {
      await drop('job', '概要')
      await add('job', '概要', { type: 'NUMBER' })
    },
    finding: 'job.概要 wrong-type',
    severity: 'breaks',
    mend: 'hand',
  },
  {
    what: 'an option that is gone, while staff added one of their own in the middle',
    plant: ({ change }) =>
      change('talent', '希望勤務日数', {
        options: { ...option('週1'), ...option('週2', '1'), ...option('土日のみ', '2'), ...option('週3', '3') },
      }),
    finding: 'talent.希望勤務日数 missing-options',
    severity: 'breaks',
    mend: 'apply',
  },
  {
    what: 'an option of a job that staff cannot choose any more',
    plant: ({ change }) => change('job', '精算方式', { options: { ...option('上下割'), ...option('固定', '1') } }),
    finding: 'job.精算方式 missing-options',
    severity: 'degraded',
    mend: 'apply',
  },
  {
    what: 'a status the portal does not know',
    plant: ({ change, client, id }) =>
      client.app.getFormFields({ app: id('application') }).then(({ properties }) =>
        change('application', '対応状況', {
          options: { ...(properties.対応状況 as { options: object }).options, ...option('保留', '9') },
        }),
      ),
    finding: 'application.対応状況 unknown-options',
    severity: 'degraded',
    mend: 'hand',
  },
  {
    what: 'a field that staff made required, and candidates may leave empty',
    plant: ({ change }) => change('talent', '住所', { required: true }),
    finding: 'talent.住所 required',
    severity: 'breaks',
    mend: 'apply',
  },
  {
    what: 'a key that may be empty',
    plant: ({ change }) => change('job', '案件ID', { required: false }),
    finding: 'job.案件ID not-required',
    severity: 'degraded',
    mend: 'apply',
  },
  {
    what: 'a key that may repeat',
    plant: ({ change }) => change('talent', 'auth_user_id', { unique: false }),
    finding: 'talent.auth_user_id not-unique',
    severity: 'breaks',
    mend: 'apply',
  },
  {
    what: 'a field that must be able to repeat',
    plant: ({ change }) => change('application', 'auth_user_id', { unique: true }),
    finding: 'application.auth_user_id unique',
    severity: 'breaks',
    mend: 'apply',
  },
  {
    what: 'a plain field where a lookup should be',
    plant: async ({ drop, add }) => {
      await drop('application', '案件ID')
      await add('application', '案件ID', text)
    },
    finding: 'application.案件ID no-lookup',
    severity: 'degraded',
    mend: 'apply',
  },
  {
    what: 'a lookup into another app',
    plant: async ({ add, change, id }) => {
      await add('announcement', '案件ID', { ...text, unique: true })
      await change('application', '案件ID', lookup(id('announcement')))
    },
    finding: 'application.案件ID lookup-app',
    severity: 'breaks',
    mend: 'apply',
  },
  {
    what: 'a lookup by another field',
    plant: async ({ add, change, id }) => {
      await add('job', '管理番号', { ...text, unique: true })
      await change('application', '案件ID', lookup(id('job'), { relatedKeyField: '管理番号' }))
    },
    finding: 'application.案件ID lookup-key',
    severity: 'breaks',
    mend: 'apply',
  },
  {
    what: 'a lookup that copies nothing',
    plant: ({ change, id }) => change('application', '案件ID', lookup(id('job'), { fieldMappings: [] })),
    finding: 'application.案件ID lookup-copies',
    severity: 'degraded',
    mend: 'apply',
  },
  {
    what: "staff's own lookup that fills a field of the portal",
    plant: ({ add, id }) =>
      add(
        'application',
        '別案件',
        lookup(id('job'), { fieldMappings: [{ field: '応募メッセージ', relatedField: '案件名' }] }),
      ),
    finding: 'application.応募メッセージ filled-by-kintone',
    severity: 'breaks',
    mend: 'hand',
  },
  {
    what: 'a lookup where a plain field should be',
    plant: ({ change, id }) => change('talent', '最寄駅', lookup(id('job'), { fieldMappings: [] })),
    finding: 'talent.最寄駅 unwanted-lookup',
    severity: 'breaks',
    mend: 'hand',
  },
  {
    what: 'a text that kintone calculates',
    plant: ({ change }) => change('talent', '氏名', { expression: '姓&名' }),
    finding: 'talent.氏名 filled-by-kintone',
    severity: 'breaks',
    mend: 'hand',
  },
  {
    what: 'a table that is gone',
    plant: ({ drop }) => drop('talent', '資格表'),
    finding: 'talent.資格表 missing-field',
    severity: 'breaks',
    mend: 'apply',
  },
  {
    what: 'a column that is gone',
    plant: ({ change }) => change('talent', '職歴表', without('役割')),
    finding: 'talent.職歴表.役割 missing-field',
    severity: 'breaks',
    mend: 'apply',
  },
  {
    what: 'a column of another type',
    plant: ({ change }) => change('talent', '職歴表', withColumn('チーム規模', { type: 'SINGLE_LINE_TEXT' })),
    finding: 'talent.職歴表.チーム規模 wrong-type',
    severity: 'breaks',
    mend: 'hand',
  },
  {
    what: 'an option that is gone within a table',
    plant: ({ change }) => change('talent', '職歴表', withColumn('役割', { options: option('PG') })),
    finding: 'talent.職歴表.役割 missing-options',
    severity: 'breaks',
    mend: 'apply',
  },
  {
    what: 'a column that became required',
    plant: ({ change }) => change('talent', '職歴表', withColumn('業務内容', { required: true })),
    finding: 'talent.職歴表.業務内容 required',
    severity: 'breaks',
    mend: 'apply',
  },
  {
    what: 'a text that became too short for what candidates may write',
    plant: ({ change }) => change('talent', '住所', { maxLength: '50' }),
    finding: 'talent.住所 too-narrow',
    severity: 'breaks',
    mend: 'apply',
  },
  {
    what: 'a number with a smaller maximum',
    plant: ({ change }) => change('talent', '希望単価_月額', { maxValue: '100' }),
    finding: 'talent.希望単価_月額 too-narrow',
    severity: 'breaks',
    mend: 'apply',
  },
  {
    what: 'a text that may not be empty',
    plant: ({ change }) => change('talent', '名', { minLength: '1' }),
    finding: 'talent.名 too-narrow',
    severity: 'breaks',
    mend: 'apply',
  },
  {
    what: "staff's own required field, which would refuse every new record",
    plant: ({ add }) => add('talent', '社内ランク', { ...text, required: true }),
    finding: 'talent.社内ランク extra-field-refuses-writes',
    severity: 'breaks',
    mend: 'hand',
  },
  {
    what: 'a built-in field of another code',
    plant: ({ client, id }) =>
      client.app
        .updateFormFields({
          app: id('job'),
          properties: { 更新日時: { type: 'UPDATED_TIME', code: 'Updated_datetime', label: '更新日時' } },
        })
        .then(() => client.app.deployApp({ apps: [{ app: id('job') }] })),
    finding: 'job.更新日時 missing-field',
    severity: 'breaks',
    mend: 'hand',
  },
  {
    what: 'a token without the right to view',
    plant: token('recommendation', 'without-view'),
    finding: 'recommendation right-missing',
    severity: 'breaks',
    mend: 'hand',
  },
  {
    what: 'a token without the right to add',
    plant: token('talent', 'without-add'),
    finding: 'talent right-missing',
    severity: 'breaks',
    mend: 'hand',
  },
  {
    what: 'a token without the right to edit',
    plant: token('application', 'without-edit'),
    finding: 'application right-missing',
    severity: 'breaks',
    mend: 'hand',
  },
  {
    what: 'a token without the right to delete',
    plant: token('recommendation', 'without-delete'),
    finding: 'recommendation right-missing',
    severity: 'breaks',
    mend: 'hand',
  },
  {
    what: 'a token kintone does not know',
    plant: token('job', 'misspelt'),
    finding: 'job unknown-token',
    severity: 'breaks',
    mend: 'hand',
  },
  {
    what: "another app's token",
    plant: async () => ({ KINTONE_INQUIRY_API_TOKEN: 'sandbox-job-token' }),
    finding: 'inquiry unknown-token',
    severity: 'breaks',
    mend: 'hand',
  },
  {
    what: 'no token',
    plant: async () => ({ KINTONE_APPLICATION_API_TOKEN: undefined }),
    finding: 'application token-missing',
    severity: 'breaks',
    mend: 'hand',
  },
  {
    what: 'an app number kintone does not know',
    plant: async () => ({ KINTONE_JOB_APP_ID: '99' }),
    finding: 'job unknown-app',
    severity: 'breaks',
    mend: 'hand',
  },
  {
    what: 'no app number',
    plant: async () => ({ KINTONE_TALENT_APP_ID: undefined }),
    finding: 'talent app-not-configured',
    severity: 'breaks',
    mend: 'hand',
  },
]
