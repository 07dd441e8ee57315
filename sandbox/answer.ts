import { answerControl, controlPath } from './control/routes'
import { answerGemini, geminiPath } from './gemini/routes'
import { type Call, type Reply, text } from './http/call'
import { answerKintone } from './kintone/handler'
import { answerMail } from './mail/routes'
import { answerStaff } from './staff/routes'
import type { World } from './world'

/** The main port: kintone, Gemini, the control endpoint and the staff's pages. */
export function answerCall(world: World, call: Call): Promise<Reply> {
  return guarded(() => {
    const { pathname } = call.url
    if (pathname.startsWith('/k/') && pathname.endsWith('.json')) return answerKintone(world, call)
    if (pathname.startsWith(`${geminiPath}/`)) return answerGemini(world, call)
    if (pathname === controlPath || pathname.startsWith(`${controlPath}/`)) return answerControl(world, call)
    return answerStaff(world, call)
  })
}

/** The mail port: SES and the mailbox. */
export const answerMailCall = (world: World, call: Call): Promise<Reply> => guarded(() => answerMail(world, call))

/** A mistake in the sandbox must show, not look like a failure of the portal. */
async function guarded(answer: () => Reply | Promise<Reply>): Promise<Reply> {
  try {
    return await answer()
  } catch (error) {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
    process.stderr.write(`sandbox: ${trace}\n`)
    return text(`the sandbox failed: ${trace}`, 500)
  }
}
