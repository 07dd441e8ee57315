import { configureLog } from '../../src/log'

// Tests that are about the log hand in their own writer.
configureLog({ level: 'silent' })
