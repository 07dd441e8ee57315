import { setDefaultTimeout } from 'bun:test'
import { configureLog } from '../../src/log'

// Tests that are about the log hand in their own writer.
configureLog({ level: 'silent' })
// A bound for slow machines, not an expectation.
setDefaultTimeout(60_000)
