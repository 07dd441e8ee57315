import { message } from '../errors'
import { invalidParameter } from '../refusals'

export type Operator =
  | '='
  | '!='
  | '>'
  | '<'
  | '>='
  | '<='
  | 'in'
  | 'not in'
  | 'like'
  | 'not like'
  | 'is empty'
  | 'is not empty'

export type Operand =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly string[] }

export type Condition = {
  readonly kind: 'condition'
  readonly field: string
  readonly operator: Operator
  readonly operands: readonly Operand[]
}

export type Expression = Condition | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }

export type OrderKey = { readonly field: string; readonly isDescending: boolean }

export type Query = {
  readonly where?: Expression
  readonly order: readonly OrderKey[]
  readonly limit?: number
  readonly offset?: number
}

export const syntaxError = () =>
  invalidParameter('query', message('クエリ記法が間違っています。', 'unsupported query format'))
