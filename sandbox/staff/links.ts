import type { World } from '../world'

export const links = (world: World): [string, string][] => [
  ['アプリ', '/'],
  ['メール', `${world.address.mail}/`],
  ['障害と通知', '/control'],
]
