import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { KintoneAppName } from '../../../config'
import announcement from '../schema/announcement.json'
import application from '../schema/application.json'
import inquiry from '../schema/inquiry.json'
import job from '../schema/job.json'
import recommendation from '../schema/recommendation.json'
import talent from '../schema/talent.json'
import { type FormFields, formFields } from './form'

/** `name` is what people call the app in kintone. */
export type AppSchema = { name: string; properties: FormFields }

export const schemas: Record<KintoneAppName, AppSchema> = {
  talent: checked(talent),
  job: checked(job),
  application: checked(application),
  recommendation: checked(recommendation),
  inquiry: checked(inquiry),
  announcement: checked(announcement),
}

/** 案件 stands first: 応募履歴 looks into it, so its state is known when 応募履歴 is judged. */
export const appNames: readonly KintoneAppName[] = [
  'job',
  'talent',
  'application',
  'recommendation',
  'inquiry',
  'announcement',
]

export const optionalAppNames: readonly KintoneAppName[] = ['inquiry', 'announcement']

/** The app a lookup of the schema reads: the files name it by code, `PW_JOB`; the number in them is a placeholder. */
export function lookedUpApp(code: string | undefined): KintoneAppName | null {
  return appNames.find((name) => code === `PW_${name.toUpperCase()}`) ?? null
}

function checked(file: unknown): AppSchema {
  if (Value.Check(Type.Object({ name: Type.String(), properties: formFields }), file)) return file
  throw new Error('A schema file of the kintone apps is malformed.')
}
