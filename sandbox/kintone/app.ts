import type { Field, Fields } from './field'

export const rights = ['view', 'add', 'edit', 'delete', 'admin'] as const
export type Right = (typeof rights)[number]
export type Token = { readonly token: string; readonly rights: readonly Right[] }

export type App = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly description: string
  readonly createdAt: string
  readonly modifiedAt: string
  /** Settings revision: grows with every deploy. */
  readonly revision: number
  readonly properties: Fields
  readonly layout?: readonly Record<string, unknown>[]
  readonly process?: Process
  readonly tokens: readonly Token[]
}

export type ProcessAction = { readonly name: string; readonly from: string; readonly to: string }

/** プロセス管理: states by name, first by index is where a new record starts. */
export type Process = {
  readonly enable: boolean
  readonly states: Readonly<
    Record<string, { readonly name: string; readonly index: string; readonly assignee?: unknown }>
  >
  readonly actions: readonly ProcessAction[]
}

export const uniqueCodes = (app: App): string[] =>
  Object.values(app.properties)
    .filter((field) => field.unique === true)
    .map((field) => field.code)

/** Fields every app has, under kintone's default codes. */
export const builtInFields: Fields = Object.fromEntries(
  (
    [
      ['レコード番号', 'RECORD_NUMBER'],
      ['作成者', 'CREATOR'],
      ['作成日時', 'CREATED_TIME'],
      ['更新者', 'MODIFIER'],
      ['更新日時', 'UPDATED_TIME'],
    ] as const
  ).map(([code, type]): [string, Field] => [code, { type, code, label: code, noLabel: false }]),
)
