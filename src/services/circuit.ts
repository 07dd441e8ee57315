/**
 * Whether a vendor is worth asking. `closed`: calls pass. `open`: none does, for a while. `probing`: one call finds out
 * whether it is back, the others are refused as before. Times are milliseconds of any one clock.
 */
export type Circuit =
  | { state: 'closed'; failures: number }
  | { state: 'open'; untilMs: number; delayMs: number }
  | { state: 'probing'; delayMs: number }

export type Admission = 'pass' | 'probe' | 'refused'

export const closedCircuit: Circuit = { state: 'closed', failures: 0 }

/** When a circuit opens, and how long it stays open: twice as long after each probe that fails. */
export type Pace = {
  /** In a row. */
  failuresUntilOpen: number
  firstDelayMs: number
  longestDelayMs: number
}

/** May a call go out now? Whoever is told 'pass' or 'probe' must settle. */
export function admit(circuit: Circuit, nowMs: number): { circuit: Circuit; admission: Admission } {
  if (circuit.state === 'closed') return { circuit, admission: 'pass' }
  if (circuit.state === 'probing' || nowMs < circuit.untilMs) return { circuit, admission: 'refused' }
  return { circuit: { state: 'probing', delayMs: circuit.delayMs }, admission: 'probe' }
}

/**
 * What a call found. Only the probe moves a circuit that is not closed: calls that began before it opened say nothing
 * new. @param at `chance` from 0 to 1 spreads the instances' probes over the second half of the delay.
 */
export function settle(
  circuit: Circuit,
  call: { admission: Admission; isAway: boolean },
  at: { nowMs: number; chance: number; pace: Pace },
): Circuit {
  if (circuit.state === 'closed') {
    if (!call.isAway) return closedCircuit
    const failures = circuit.failures + 1
    return failures < at.pace.failuresUntilOpen ? { state: 'closed', failures } : open(at.pace.firstDelayMs, at)
  }
  if (circuit.state === 'open' || call.admission !== 'probe') return circuit
  return call.isAway ? open(Math.min(at.pace.longestDelayMs, circuit.delayMs * 2), at) : closedCircuit
}

function open(delayMs: number, { nowMs, chance }: { nowMs: number; chance: number }): Circuit {
  return { state: 'open', delayMs, untilMs: nowMs + delayMs * (0.5 + chance / 2) }
}
