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

/** The circuit of this process. All apps share it: they are one service, at one address. */
export function openGate({ clock, chance, onChange }: Surroundings): Gate {
  let circuit = closedCircuit
  let isOpen = false
  /** Open and probing are one thing to the log: an outage of an hour has two lines. */
  const tell = () => {
    if ((circuit.state !== 'closed') === isOpen) return
    isOpen = !isOpen
    if (isOpen) log.warn('kintone.circuit-open')
    else log.info('kintone.circuit-closed')
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
