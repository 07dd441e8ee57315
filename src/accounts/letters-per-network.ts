import type { Limit } from '../http/rate-limit'

/** Letters to any address that one network may ask for; which ones are sent, the letters' own keys bound. */
export const lettersPerNetwork: Limit = { uses: 20, seconds: 3_600 }
