import type { Reply } from '../http/call'
import { message } from './errors'
import { filePart } from './multipart'
import { type Params, readText } from './params'
import { invalidParameter } from './refusals'
import type { Route } from './route'
import type { Session } from './session'
import { fileNotFound } from './values/read-value'

export const fileRoutes: readonly Route[] = [
  { method: 'POST', resource: 'file', handle: postFile },
  { method: 'GET', resource: 'file', handle: getFile },
]

/** Stores an upload under a temporary key; any signed-in caller may. */
function postFile({ world, call }: Session) {
  const upload = filePart(call.headers['content-type'] ?? '', call.body)
  if (!upload) throw invalidParameter('file', message('ファイルを指定してください。', 'Required field.'))
  return { fileKey: world.files.upload(upload, world.clock.now()) }
}

function getFile({ world }: Session, params: Params): Reply {
  const key = readText(params, 'fileKey')
  const file = world.files.download(key)
  if (!file) throw fileNotFound(key)
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`
  const headers = { 'content-type': file.contentType, 'content-disposition': disposition }
  return { status: 200, headers, body: file.bytes }
}
