import { toSecond } from '../clock'
import { isObject } from '../http/call'
import type { Comment } from '../storage/comment-store'
import type { Row } from '../storage/record-store'
import type { App } from './app'
import { KintoneError, message } from './errors'
import { optionalArray, optionalInteger, type Params, readEnum, readId, readObject } from './params'
import { findPerson } from './people'
import { findRow } from './record'
import { badJson, invalidParameter, requiredParameter, unknownPerson } from './refusals'
import type { Route } from './route'
import { actingPerson, openApp, type Session } from './session'

const pageSize = 10
const maxText = 65_535
const maxMentions = 10

export const commentRoutes: readonly Route[] = [
  { method: 'GET', resource: 'record/comments', handle: getComments },
  { method: 'POST', resource: 'record/comment', handle: postComment },
  { method: 'DELETE', resource: 'record/comment', handle: deleteComment },
]

function getComments(session: Session, params: Params) {
  const app = openApp(session, readId(params, 'app'), 'view')
  const row = findRow(session, app.id, readId(params, 'record'))
  const isDescending = readEnum(params, 'order', ['asc', 'desc'], 'desc') === 'desc'
  const offset = optionalInteger(params, 'offset', 0) ?? 0
  const limit = optionalInteger(params, 'limit', 0, pageSize) ?? pageSize
  const all = session.world.comments.list(app.id, row.id)
  if (isDescending) all.reverse()
  const hasBefore = offset > 0 && all.length > 0
  const hasAfter = offset + limit < all.length
  return {
    comments: all.slice(offset, offset + limit).map(commentJson),
    older: isDescending ? hasAfter : hasBefore,
    newer: isDescending ? hasBefore : hasAfter,
  }
}

const commentJson = (comment: Comment) => ({ ...comment, id: String(comment.id) })

function postComment(session: Session, params: Params) {
  const app = openApp(session, readId(params, 'app'), 'view')
  const row = findRow(session, app.id, readId(params, 'record'))
  const comment = readObject(params.comment, 'comment')
  const text = readCommentText(comment.text)
  const mentions = readMentions(comment)
  return { id: String(writeComment(session, app, row, { text, mentions }).id) }
}

/** Names of those mentioned come before the text, and a space behind it. */
export function writeComment(session: Session, app: App, row: Row, comment: Pick<Comment, 'text' | 'mentions'>) {
  const { world } = session
  const names = comment.mentions.map(({ code }) => `${findPerson(code)?.name ?? code} `).join('')
  const added = world.comments.add(app.id, row.id, {
    text: `${names ? `${names}\n` : ''}${comment.text} `,
    createdAt: toSecond(world.clock.now()),
    creator: actingPerson(session),
    mentions: comment.mentions,
  })
  session.events.push({
    type: 'ADD_RECORD_COMMENT',
    app: app.id,
    record: row.id,
    comment: commentJson(added),
    isBulk: session.isBulk,
  })
  return added
}

function readCommentText(value: unknown): string {
  const text = typeof value === 'string' ? value : ''
  if (text === '') throw invalidParameter('comment.text', requiredParameter)
  if (text.length <= maxText) return text
  const rule = message(`${maxText + 1}文字より短くなければなりません。`, `Enter less than ${maxText + 1} characters.`)
  throw invalidParameter('comment.text', rule)
}

function readMentions(comment: Params): { code: string; type: string }[] {
  const mentions = optionalArray(comment, 'mentions') ?? []
  if (mentions.length > maxMentions) {
    throw invalidParameter('comment.mentions', message('宛先は10件までです。', 'size must be between 0 and 10'))
  }
  return mentions.map((mention) => {
    if (!isObject(mention) || typeof mention.code !== 'string') throw badJson()
    const type = typeof mention.type === 'string' ? mention.type : 'USER'
    if (type === 'USER' && !findPerson(mention.code)) throw unknownPerson(mention.code)
    return { code: mention.code, type }
  })
}

function deleteComment(session: Session, params: Params) {
  const app = openApp(session, readId(params, 'app'), 'view')
  const row = findRow(session, app.id, readId(params, 'record'))
  const id = Number(readId(params, 'comment'))
  const comment = session.world.comments.list(app.id, row.id).find((one) => one.id === id)
  if (!comment) {
    const ja = '指定したコメントが存在しません。削除された可能性があります。'
    throw new KintoneError(
      400,
      'GAIA_RE02',
      message(ja, 'The specified comment does not exist. It may have been deleted.'),
    )
  }
  if (comment.creator.code !== actingPerson(session).code) {
    const ja = 'ほかのユーザーのコメントは削除できません。'
    throw new KintoneError(400, 'GAIA_RE03', message(ja, "You cannot delete another user's comment."))
  }
  session.world.comments.remove(app.id, row.id, id)
  return {}
}
