import { log } from '../../log'
import { type Admission, admit, closedCircuit, settle } from './circuit'

export type Gate = {
  /** Asked before a permit is waited for: a refusal should not have to queue. */
  isShut: () => boolean
  /** Whoever was not refused must leave again. */
  enter: () => Admission
  leave: (admission: Admission, isAway: boolean) => void
}

type Surroundings = { clock: () => number; chance: () => number; onChange: (isOpen: boolean) => void }
/** What the log says of it: nothing for all of kintone, `{ app }` for one. */
type About = Record<string, string>

/**
 * A circuit of this process. One is shared by all apps, which are one service at one address; and each app has its own
 * for what is wrong with its settings, so that writes which wait for an operator do not ask again one by one.
 */
export function openGate({ clock, chance, onChange }: Surroundings, about: About = {}): Gate {
  let circuit = closedCircuit
  let isOpen = false
  /** Open and probing are one thing to the log: an outage of an hour has two lines. */
  const tell = () => {
    if ((circuit.state !== 'closed') === isOpen) return
    isOpen = !isOpen
    if (isOpen) log.warn('kintone.circuit-open', about)
    else log.info('kintone.circuit-closed', about)
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
      circuit = settle(circuit, { admission, isAway }, { nowMs: clock(), chance: chance() })
      tell()
    },
  }
}
