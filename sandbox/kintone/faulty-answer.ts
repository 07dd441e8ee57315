import type { FaultName } from '../control/fault-catalogue'
import type { Strike } from '../control/faults'
import { type Reply, text } from '../http/call'
import { unknownCursor } from './cursor'
import { locked, tooManyRequests, wrongToken } from './refusals'

/** Failures that strike before anything is done. */
export function failBefore({ name, delayMs }: Strike): Reply | undefined {
  switch (name) {
    case 'kintone-rate-limit':
      throw tooManyRequests()
    case 'kintone-lock':
      throw locked('GAIA_DA02')
    case 'kintone-lock-timeout':
      throw locked('GAIA_LT01')
    case 'kintone-record-lock':
      throw locked('GAIA_RE18')
    case 'kintone-token-revoked':
      throw wrongToken()
    case 'kintone-cursor-expired':
      throw unknownCursor()
    case 'kintone-unavailable':
      return text('Service Unavailable', 503)
    case 'kintone-reset':
      return { status: 0, cut: true }
    case 'kintone-timeout':
      return { status: 0, cut: true, delayMs }
    default:
      return undefined
  }
}

/** Failures that strike after the work is committed. */
export function spoil(fault: FaultName, reply: Reply): Reply {
  switch (fault) {
    case 'kintone-lost-answer':
      return { ...reply, cut: true }
    case 'kintone-invalid-json': {
      const body = typeof reply.body === 'string' ? reply.body : ''
      return { ...reply, body: body.slice(0, Math.max(1, Math.floor(body.length / 2))) }
    }
    case 'kintone-search-warning': {
      const warning = 'Filter aborted because of too many search results'
      return { ...reply, headers: { ...reply.headers, 'x-cybozu-warning': warning } }
    }
    case 'kintone-deploy-processing':
      return withStatus(reply, 'PROCESSING')
    case 'kintone-deploy-cancelled':
      return withStatus(reply, 'CANCEL')
    default:
      return reply
  }
}

const withStatus = (reply: Reply, status: string): Reply =>
  typeof reply.body === 'string' ? { ...reply, body: reply.body.replace(/"SUCCESS"|"FAIL"/g, `"${status}"`) } : reply
