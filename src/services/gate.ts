import { log } from '../log'
import { type Admission, admit, closedCircuit, type Pace, settle } from './circuit'

export type Gate = {
  /** Asked before a permit is waited for: a refusal should not have to queue. */
  isShut: () => boolean
  /** Whoever was not refused must leave again. */
  enter: () => Admission
  leave: (admission: Admission, isAway: boolean) => void
}

type Surroundings = { clock: () => number; chance: () => number; onChange: (isOpen: boolean) => void }
/** `about`: what the log says of it, e.g. which part of the vendor's service it is for; nothing for all of it. */
type Guarded = { vendor: 'kintone' | 'gemini'; pace: Pace; about?: Record<string, string> }

/** A circuit of this process. */
export function openGate({ clock, chance, onChange }: Surroundings, { vendor, pace, about = {} }: Guarded): Gate {
  let circuit = closedCircuit
  let isOpen = false
  /** Open and probing are one thing to the log: an outage of an hour has two lines. */
  const tell = () => {
    if ((circuit.state !== 'closed') === isOpen) return
    isOpen = !isOpen
    if (isOpen) log.warn(`${vendor}.circuit-open`, about)
    else log.info(`${vendor}.circuit-closed`, about)
    onChange(isOpen)
  }
  return {
    isShut: () => admit(circuit, clock()).admission === 'refused',
    enter: () => {
      const entered = admit(circuit, clock())
      circuit = entered.circuit
      return entered.admission
    },
    leave: (admission, isAway) => {
      circuit = settle(circuit, { admission, isAway }, { nowMs: clock(), chance: chance(), pace })
      tell()
    },
  }
}
