/** An announcement (お知らせ): what the agency tells everybody for a while. */
export type Announcement = {
  kind: AnnouncementKind
  /** `YYYY-MM-DD` in Asia/Tokyo, both days included; null = without that bound. */
  startsOn: string | null
  endsOn: string | null
  body: string
}
export type AnnouncementKind = 'news' | 'maintenance' | 'outage'
