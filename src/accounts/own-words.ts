/** What a password must not consist of: the person's own name and address, as attackers try them first. */
export function ownWords(person: { email: string; familyName: string; givenName: string }): string[] {
  return [person.email, person.familyName, person.givenName]
}
