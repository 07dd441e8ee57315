/** NIST SP 800-63B-4: 15 characters where the password is the only factor, no rules on what they are. */
export const passwordMinimumLength = 15
export const passwordMaximumLength = 128

/** OWASP's second recommended set of argon2id parameters: 19 MiB, two passes. Width is folded, so any keyboard works. */
export function hashPassword(password: string): Promise<string> {
  return Bun.password.hash(password.normalize('NFKC'), { algorithm: 'argon2id', memoryCost: 19_456, timeCost: 2 })
}

export function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  return Bun.password.verify(password.normalize('NFKC'), hash)
}
