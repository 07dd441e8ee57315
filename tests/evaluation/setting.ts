import { type Sandbox, startSandbox } from '../../sandbox/start'
import { evaluationsOf } from '../../src/db/evaluations'
import { spendOf } from '../../src/db/gemini-spend'
import { storeJobs } from '../../src/db/jobs'
import { findMatchingState } from '../../src/db/matching-states'
import { findTalent, insertTalent, lockTalent, saveTalentContent } from '../../src/db/talents'
import { openAsker } from '../../src/evaluation/ask'
import { type EvaluationTools, evaluateTalent } from '../../src/evaluation/evaluate-talent'
import { openCatalogue } from '../../src/jobs/catalogue'
import { openOrders } from '../../src/jobs/orders'
import { openRanking } from '../../src/jobs/ranking'
import type { Talent } from '../../src/profile/talent'
import { type GeminiError, openGemini, type Prompt } from '../../src/services/gemini/client'
import { demoJobs, demoTalent, today } from '../matching/cast'
import { openTestDatabase } from '../support/database'
import { openStaff, type Staff } from '../support/staff'

/** The evaluation on a database with the demo's jobs, against the sandbox's Gemini; time stands still unless moved. */
export type Setting = Awaited<ReturnType<typeof openSetting>>

export async function openSetting() {
  const sandbox = await startSandbox({ seed: 'empty' })
  const { database, remove } = await openTestDatabase()
  const { db } = database
  const search = { text: '', terms: [] }
  const jobs = demoJobs.map((job, at) => ({ recordId: at + 1, revision: 1, job, search }))
  await database.transaction((tx) => storeJobs(tx, jobs))
  const openShelf = () => ({
    catalogue: openCatalogue(database),
    ranking: openRanking(openOrders(), (talentId) => evaluationsOf(db, talentId)),
  })
  const shelf = openShelf()
  const time = { now: new Date(`${today}T12:00:00+09:00`), ms: 0 }
  const clock = () => time.now
  const staff: Staff = openStaff(sandbox)
  const row = async (id: string) => {
    const found = await findTalent(db, id)
    if (found === null) throw new Error('no talent')
    return found
  }
  const stateOf = async (id: string) => {
    const found = await findMatchingState(db, id)
    if (found === null) throw new Error('no state')
    return found
  }
  const ranked = async (id: string) => {
    const evaluationVersion = (await findMatchingState(db, id))?.evaluationVersion ?? 0
    return shelf.ranking({ talent: await row(id), evaluationVersion }, await shelf.catalogue(), today)
  }
  return {
    ...{ database, staff, shelf, time, clock, row, stateOf, ranked },
    /** Somebody of the demo under an id of their own, with what the test changes. */
    add: async (changes: Partial<Talent> = {}, like = 'demo-yamamoto') => {
      const id = crypto.randomUUID()
      await database.transaction((tx) => insertTalent(tx, { ...demoTalent(like), ...changes, id }, []))
      return id
    },
    edit: (id: string, change: (talent: Talent) => Partial<Talent>) =>
      database.transaction(async (tx) => {
        const found = await lockTalent(tx, id)
        if (found === null) throw new Error('no talent')
        const talent = { ...found.talent, ...change(found.talent) }
        await saveTalentContent(tx, { ...found, talent, version: found.version + 1 })
      }),
    rows: (id: string) => evaluationsOf(db, id),
    spend: async () => (await spendOf(db, today)) ?? { calls: 0, microYen: 0, promptTokens: 0, answerTokens: 0 },
    /** A catalogue may be a second old; this one is not. */
    readJobs: () => Object.assign(shelf, openShelf()),
    /** An instance of its own, with its own circuit. */
    instance: (options: { dailyBudgetYen?: number; timeoutMs?: number } = {}) =>
      openInstance(sandbox, { database, shelf, clock, time, ...options }),
    stop: async () => {
      await sandbox.stop()
      await remove()
    },
  }
}

type Given = Pick<EvaluationTools, 'database' | 'shelf' | 'clock'> & {
  time: { ms: number }
  dailyBudgetYen?: number
  timeoutMs?: number
}

function openInstance(sandbox: Sandbox, { database, shelf, clock, time, dailyBudgetYen = 500, timeoutMs }: Given) {
  const access = { apiKey: 'a key', model: 'gemini-sandbox', baseUrl: sandbox.startLine.gemini.baseUrl }
  const gemini = openGemini(access, timeoutMs === undefined ? {} : { timeoutMs })
  const prompts: string[] = []
  const failures: string[] = []
  const ask = (prompt: Prompt) => {
    prompts.push(prompt.prompt)
    return gemini.ask(prompt).catch((error: GeminiError) => {
      failures.push(error.code)
      throw error
    })
  }
  const settings = { dailyBudgetYen, yenPerMillionTokens: { prompt: 48, answer: 400 } }
  const asker = openAsker(
    { gemini: { model: gemini.model, ask }, database, settings, now: clock, watch: () => undefined },
    { clock: () => time.ms, sleep: async () => undefined, chance: () => 1 },
  )
  const limits = { take: async () => 0 }
  const tools = { database, shelf, asker, limits, clock }
  return { tools, asker, prompts, failures, evaluate: (id: string) => evaluateTalent(tools, id) }
}
