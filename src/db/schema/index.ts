// Every table, for the drizzle client, its migrations and the modules of db/.
export * from './accounts'
export * from './auth'
export * from './lists'
export * from './matching'
export * from './records'
export * from './sync'
