import { Type } from '@sinclair/typebox'
import type { Announcement, AnnouncementKind } from '../../notifications/announcement'
import { dateOf, MalformedRecord, optionalText, recordReader, textOf } from './fields'

const kinds: Record<string, AnnouncementKind> = { お知らせ: 'news', メンテナンス: 'maintenance', 障害: 'outage' }

const optional = Type.Optional(optionalText)
const check = recordReader(
  'announcement',
  Type.Object({ 掲載種別: optional, 掲載開始日: optional, 掲載終了日: optional, 通知内容: optional }),
)

/** Reads a お知らせ record in kintone's wire form; without a 掲載種別 it is news. Throws MalformedRecord. */
export function readAnnouncement(record: unknown): Announcement {
  const r = check(record)
  const kind = kinds[r.掲載種別?.value || 'お知らせ']
  if (kind === undefined)
    throw new MalformedRecord('announcement', ['掲載種別: not one of the options the portal knows'])
  return { kind, startsOn: dateOf(r.掲載開始日), endsOn: dateOf(r.掲載終了日), body: textOf(r.通知内容) }
}
