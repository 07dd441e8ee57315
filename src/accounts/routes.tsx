import { Elysia } from 'elysia'
import { accountPageRoutes } from './account-routes'
import { closureRoutes } from './closure-routes'
import { emailChangeRoutes } from './email-change-routes'
import type { GuardTools } from './guard'
import { passkeyRoutes } from './passkey-routes'
import { passwordRoutes } from './password-routes'
import { signInRoutes } from './sign-in-routes'
import { signUpRoutes } from './sign-up-routes'
import { twoFactorRoutes } from './two-factor-routes'
import { verificationRoutes } from './verification-routes'

export function accountRoutes(tools: GuardTools) {
  return new Elysia({ name: 'accounts' })
    .use(signUpRoutes(tools))
    .use(verificationRoutes(tools))
    .use(signInRoutes(tools))
    .use(passwordRoutes(tools))
    .use(twoFactorRoutes(tools))
    .use(passkeyRoutes(tools))
    .use(emailChangeRoutes(tools))
    .use(accountPageRoutes(tools))
    .use(closureRoutes(tools))
}
