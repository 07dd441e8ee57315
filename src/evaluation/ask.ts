import { dayInTokyo } from '../clock'
import type { Config } from '../config'
import type { Database } from '../db/client'
import { reserveSpend, settleSpend, spendOf } from '../db/gemini-spend'
import { log } from '../log'
import type { Pace } from '../services/circuit'
import { openGate } from '../services/gate'
import { type Gemini, GeminiError, mostAnswerTokens, type Prompt, type Usage } from '../services/gemini/client'
import { costMicroYen, microYenPerYen, mostMicroYen, mostPromptTokens, roomForOne } from './price'

/** Nothing was sent, and nobody is to blame for it: later it may be. */
export class NotAsked extends Error {
  override name = 'NotAsked'
  constructor(
    readonly reason: 'circuit-open' | 'budget-spent' | 'not-allowed' | 'asked-often',
    /** When it is worth another try; null: nobody knows. */
    readonly waitSeconds: number | null = null,
  ) {
    super(`not asked: ${reason}`)
  }
}

export type Asker = {
  model: string
  /** The answer's text. Repeats once what passes by itself. Throws GeminiError and NotAsked. */
  ask: (prompt: Prompt) => Promise<string>
  /** Whether Gemini is there and the day has money left for another question. */
  isReady: () => Promise<boolean>
}

/** What happens to the calls, for whoever counts. */
export type GeminiEvent =
  | { kind: 'sent' }
  | { kind: 'settled'; usage: Usage; failure: string | null }
  | { kind: 'circuit'; cause: 'outage' | 'settings'; isOpen: boolean }

type Tools = {
  gemini: Gemini
  database: Database
  settings: Pick<Config['gemini'], 'dailyBudgetYen' | 'yenPerMillionTokens'>
  now: () => Date
  watch: (event: GeminiEvent) => void
}
export type Surroundings = {
  /** Milliseconds that only grow. */
  clock: () => number
  sleep: (ms: number) => Promise<unknown>
  chance: () => number
}
const world: Surroundings = { clock: () => performance.now(), sleep: Bun.sleep, chance: Math.random }

/** Away: a minute of failures is not a day of them. */
const outagePace: Pace = { failuresUntilOpen: 5, firstDelayMs: 5_000, longestDelayMs: 300_000 }
/** A key, a right or a model's name: only an operator can mend it, and the first failure says so. */
const settingsPace: Pace = { failuresUntilOpen: 1, firstDelayMs: 60_000, longestDelayMs: 1_800_000 }
const firstRepeatMs = 1_000

/** Asks Gemini within a circuit and the day's budget. */
export function openAsker(tools: Tools, given: Partial<Surroundings> = {}): Asker {
  const { gemini, watch } = tools
  const { sleep, ...surroundings } = { ...world, ...given }
  const spending = openSpending(tools)
  const gateFor = (cause: 'outage' | 'settings', pace: Pace) => {
    const onChange = (isOpen: boolean) => watch({ kind: 'circuit', cause, isOpen })
    return openGate({ ...surroundings, onChange }, { vendor: 'gemini', pace, about: { cause } })
  }
  const [outage, settings] = [gateFor('outage', outagePace), gateFor('settings', settingsPace)]
  const isShut = () => outage.isShut() || settings.isShut()

  const askOnce = async (prompt: Prompt): Promise<string> => {
    if (isShut()) throw new NotAsked('circuit-open')
    const reservation = await spending.reserve(prompt)
    const admissions = enterBoth(settings, outage)
    if (admissions === null) {
      await reservation.settle(nothing)
      throw new NotAsked('circuit-open')
    }
    watch({ kind: 'sent' })
    const answer = await gemini.ask(prompt).catch((error: unknown) => {
      if (error instanceof GeminiError) return error
      throw error
    })
    if (!(answer instanceof GeminiError)) {
      admissions.leave({ isAway: false, isMisconfigured: false })
      const usage = answer.usage ?? mostUsage(prompt)
      watch({ kind: 'settled', usage, failure: null })
      await reservation.settle(usage)
      return answer.text
    }
    // Said when the circuit opens, not for each talent that meets it open.
    if (isMisconfigured(answer) && !settings.isShut()) log.error('gemini.refused', { code: answer.code })
    admissions.leave({ isAway: isAway(answer), isMisconfigured: isMisconfigured(answer) })
    const usage = answer.usage ?? (unpricedCodes.has(answer.code) ? mostUsage(prompt) : nothing)
    watch({ kind: 'settled', usage, failure: answer.code })
    await reservation.settle(usage)
    throw answer
  }

  return {
    model: gemini.model,
    ask: async (prompt) => {
      try {
        return await askOnce(prompt)
      } catch (error) {
        if (!(error instanceof GeminiError && isPassing(error))) throw error
        await sleep(firstRepeatMs * (1 + surroundings.chance()))
        return askOnce(prompt).catch((again: unknown) => {
          throw again instanceof NotAsked ? error : again
        })
      }
    },
    isReady: async () => !isShut() && (await spending.hasRoom()),
  }
}

const nothing: Usage = { promptTokens: 0, answerTokens: 0 }

/** Nothing waits between the two: whoever is let in here is let in there, or looks like a call that failed. */
function enterBoth(settings: ReturnType<typeof openGate>, outage: ReturnType<typeof openGate>) {
  const own = settings.enter()
  if (own === 'refused') return null
  const admission = outage.enter()
  if (admission === 'refused') {
    if (own === 'probe') settings.leave(own, true)
    return null
  }
  return {
    leave: (found: { isAway: boolean; isMisconfigured: boolean }) => {
      outage.leave(admission, found.isAway)
      // While Gemini is away nothing is learnt about the settings: a probe stays one that failed.
      settings.leave(own, found.isMisconfigured || (own === 'probe' && found.isAway))
    },
  }
}

const isMisconfigured = ({ isFinal, code }: GeminiError) => isFinal && code !== 'blocked'
/** Answered at once, or not reached: the next second may be better, and nothing was paid. */
const isPassing = ({ code }: GeminiError) => /^(429|5\d\d|connection)$/.test(code)
const isAway = (error: GeminiError) => isPassing(error) || error.code === 'timeout'

/** Answered, or perhaps so by the time that nobody listened any more, without a word of what it cost. */
const unpricedCodes = new Set(['timeout', 'unreadable', 'blocked', 'cut-short', 'empty'])
/** What is not known counts as the most that it can be, or the budget were none. */
const mostUsage = (prompt: Prompt): Usage => ({
  promptTokens: mostPromptTokens(prompt),
  answerTokens: mostAnswerTokens,
})

/** The day's budget, which all instances share. What a killed one had set aside stays spent. */
function openSpending({ database: { db }, settings, now }: Tools) {
  const { yenPerMillionTokens: prices } = settings
  const budgetMicroYen = settings.dailyBudgetYen * microYenPerYen
  return {
    hasRoom: async () => {
      const spent = (await spendOf(db, dayInTokyo(now())))?.microYen ?? 0
      return spent + roomForOne(prices) <= budgetMicroYen
    },
    reserve: async (prompt: Prompt) => {
      const [day, microYen] = [dayInTokyo(now()), mostMicroYen(prompt, prices)]
      if (!(await reserveSpend(db, { day, microYen, budgetMicroYen }))) throw new NotAsked('budget-spent')
      const settle = (usage: Usage) =>
        settleSpend(db, day, { ...usage, moreMicroYen: costMicroYen(usage, prices) - microYen })
      return { settle }
    },
  }
}
