import { KintoneError, type Message, message, type Problems } from './errors'

export const required = message('必須です。', 'Required.')
export const requiredParameter = message('必須です。', 'Required field.')

const invalidText = message('入力内容が正しくありません。', 'Missing or invalid input.')

export const invalid = (problems: Problems): KintoneError => new KintoneError(400, 'CB_VA01', invalidText, problems)

export const invalidParameter = (name: string, text: Message): KintoneError => invalid({ [name]: [text] })

export const badJson = (): KintoneError =>
  new KintoneError(400, 'CB_IJ01', message('不正なJSON文字列です。', 'Invalid JSON string.'))

export const illegalRequest = (): KintoneError =>
  new KintoneError(400, 'CB_IL02', message('不正なリクエストです。', 'Illegal request.'))

export const notSignedIn = (): KintoneError =>
  new KintoneError(401, 'CB_AU01', message('ログインしてください。', 'Please login.'))

export const wrongPassword = (): KintoneError =>
  new KintoneError(
    401,
    'CB_WA01',
    message(
      'ユーザーのパスワード認証に失敗しました。「X-Cybozu-Authorization」ヘッダーの値が正しくありません。',
      'Password authentication failed. The value of the "X-Cybozu-Authorization" header is invalid.',
    ),
  )

export const wrongToken = (): KintoneError =>
  new KintoneError(
    400,
    'GAIA_IA02',
    message(
      '指定したAPIトークンは、アプリで生成されたトークンと異なります。指定したAPIトークンが正しいか、APIトークンを追加した後にアプリを更新したかを確認してください。',
      'The specified API token does not match the API token generated via an app.',
    ),
  )

export const duplicateToken = (): KintoneError =>
  new KintoneError(
    400,
    'GAIA_DA03',
    message(
      '同じアプリのAPIトークンを重複して指定することはできません。',
      'You cannot specify a duplicate API token for the same app.',
    ),
  )

export const tokenMayNot = (): KintoneError =>
  new KintoneError(
    403,
    'GAIA_NO01',
    message(
      'このAPIトークンでは、指定したAPIを実行できません。',
      'Using this API token, you cannot run the specified API.',
    ),
  )

export const noPrivilege = (): KintoneError =>
  new KintoneError(403, 'CB_NO02', message('権限がありません。', 'No privilege to proceed.'))

export const appNotFound = (id: string): KintoneError =>
  new KintoneError(
    404,
    'GAIA_AP01',
    message(
      `指定したアプリ（id: ${id}）が見つかりません。削除されている可能性があります。`,
      `The app (ID: ${id}) not found. The app may have been deleted.`,
    ),
  )

export const recordNotFound = (id: string): KintoneError =>
  new KintoneError(
    404,
    'GAIA_RE01',
    message(`指定したレコード（id: ${id}）が見つかりません。`, `The specified record (ID: ${id}) is not found.`),
  )

export const staleRevision = (): KintoneError =>
  new KintoneError(
    409,
    'GAIA_CO02',
    message(
      '指定したrevisionは最新ではありません。ほかのユーザーがレコードを更新した可能性があります。',
      'The revision is not the latest. Someone may update a record.',
    ),
  )

export const unknownField = (code: string): KintoneError =>
  new KintoneError(
    400,
    'GAIA_IQ11',
    message(`指定されたフィールド（${code}）が見つかりません。`, `The specified field (${code}) not found.`),
  )

export const unknownPerson = (code: string): KintoneError =>
  new KintoneError(
    400,
    'GAIA_IL26',
    message(`指定したユーザー（code：${code}）が見つかりません。`, `The user (code: ${code}) not found.`),
  )

export const tooManyRequests = (): KintoneError =>
  new KintoneError(
    429,
    'GAIA_TO04',
    message('APIの同時リクエスト数が上限を超えています。', 'The number of concurrent API requests exceeds the limit.'),
  )

export const locked = (code = 'GAIA_DA02'): KintoneError =>
  new KintoneError(
    500,
    code,
    message(
      'データベースのロックに失敗したため、変更を保存できませんでした。時間をおいて再度お試しください。',
      'Failed to save changes because the database could not be locked. Try again later.',
    ),
  )
