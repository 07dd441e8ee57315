import { Elysia } from 'elysia'
import { MailSentPage, SignUpForm, SignUpPage, type SignUpProps } from '../../views/accounts/sign-up'
import { clientNetwork } from '../http/client-address'
import { checkForm, type FormErrors, readForm } from '../http/form'
import { html, seeOther, wantsFragment } from '../http/html'
import { localPath, paths } from '../paths'
import { destinationCookie } from './destination'
import { evenAnswer } from './even-answer'
import { forward } from './forward'
import { currentTalent, type GuardTools } from './guard'
import { ownWords } from './own-words'
import { passwordMinimumLength, passwordStrength } from './password'
import { readSignUp, signUpSchema } from './sign-up-form'
import { termsVersion } from './terms'

/** Forms filled in from one network; mobile carriers put many people behind one. */
const signUpsPerNetwork = { uses: 60, seconds: 3_600 }

const empty = { familyName: '', givenName: '', email: '', phone: '', wantsMail: false, agrees: false }

export function signUpRoutes(tools: GuardTools) {
  const show = (request: Request, props: Omit<SignUpProps, 'passwordMinimumLength'>) => {
    const all = { ...props, passwordMinimumLength }
    const status = props.errors ? 422 : 200
    return html(wantsFragment(request) ? String(SignUpForm(all)) : SignUpPage(all), { status, isPrivate: true })
  }
  return new Elysia({ name: 'sign-up' })
    .get(paths.signUp(), async ({ request, query }) => {
      if (await currentTalent(tools, request)) return seeOther(request, paths.jobs())
      return show(request, { values: { ...empty, next: localPath(query.next) ?? '' }, errors: null })
    })
    .post(
      paths.signUp(),
      async ({ request }) => {
        await tools.limits.require(`sign-up:${clientNetwork(request)}`, signUpsPerNetwork)
        const startedAt = performance.now()
        const { next, ...values } = readSignUp(await readForm(request))
        const errors = await signUpErrors(values)
        if (errors) return show(request, { values: { ...values, next }, errors })
        const { familyName, givenName, email, password, phone, wantsMail } = values
        const name = `${familyName} ${givenName}`
        const body = { name, email, password, familyName, givenName, phone, wantsMail, termsVersion }
        const answer = await forward(tools.auth, request, { path: '/sign-up/email', body })
        if (answer.status !== 200) throw new Error(`Sign-up answered ${answer.status} ${answer.code}`)
        await evenAnswer(startedAt)
        return mailSent(tools, { email, isResent: false, next })
      },
      { parse: 'none' },
    )
}

async function signUpErrors(values: Omit<ReturnType<typeof readSignUp>, 'next'>): Promise<FormErrors | null> {
  const { errors } = checkForm(signUpSchema, values)
  const { problem } = await passwordStrength(values.password, ownWords(values))
  return problem === null ? errors : { ...errors, password: problem }
}

/** The same page whether or not the address is known. */
export function mailSent(tools: GuardTools, sent: { email: string; isResent: boolean; next: string }): Response {
  const headers = { 'hx-retarget': 'body', 'hx-reswap': 'innerHTML' }
  const response = html(MailSentPage(sent), { isPrivate: true, headers })
  response.headers.append('set-cookie', destinationCookie(tools.config, sent.next))
  return response
}
