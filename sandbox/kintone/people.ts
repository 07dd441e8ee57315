import type { Person } from '../storage/values'

/** Whoever calls with an API token is recorded as this user. */
export const administrator: Person = { code: 'Administrator', name: 'Administrator' }
export const staff: Person = { code: 'sandbox-staff', name: '担当者' }

/** Everybody who can sign in or be chosen in a user field. */
export const people: readonly Person[] = [administrator, staff]
export const staffPassword = 'sandbox-password'

export const findPerson = (code: string): Person | undefined => people.find((person) => person.code === code)
