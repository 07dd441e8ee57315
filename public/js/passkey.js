// The browser's part of passkeys. A form with data-passkey fetches its options, asks the device, and is then sent as any
// other form, with the device's answer in its `response` field.

import { showBusy, showIdle } from './busy.js'
import { waitingTime } from './wait.js'

const isKnown = () => typeof globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON === 'function'

// What the server said no to. A wrong password is a message beside its field.
class Refusal extends Error {
  constructor(text, isAboutPassword = false) {
    super(text)
    this.isAboutPassword = isAboutPassword
  }
}

async function ask(form) {
  const body = new URLSearchParams(new FormData(form))
  const response = await fetch(form.dataset.options, { method: 'POST', body })
  if (response.redirected) throw new Refusal('続けるには、ページを開き直してください。')
  if (response.status === 429)
    throw new Refusal(
      `操作が続いたため、いまは受け付けられません。${waitingTime(response.headers)}おいて、もう一度お試しください。`,
    )
  const options = await response.json().catch(() => ({}))
  if (!response.ok)
    throw new Refusal(options.problem ?? '時間をおいて、もう一度お試しください。', options.problem !== undefined)
  const credential =
    form.dataset.passkey === 'create'
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
  return JSON.stringify(credential.toJSON())
}

function wordsOf(error) {
  if (error instanceof Refusal) return error.message
  if (error instanceof DOMException) return 'パスキーの操作が完了しませんでした。もう一度お試しください。'
  return '通信できませんでした。接続を確認して、もう一度お試しください。'
}

function note(text) {
  const paragraph = document.createElement('p')
  paragraph.className = 'error'
  paragraph.setAttribute('role', 'alert')
  paragraph.textContent = text
  return paragraph
}

function complain(form, error) {
  const password = form.elements.password
  const paragraph = note(wordsOf(error))
  if (!error.isAboutPassword || !password) return form.append(paragraph)
  paragraph.id = `${password.id}-error`
  const field = password.closest('.field')
  field.querySelector('.control').before(paragraph)
  field.dataset.invalid = 'true'
  password.setAttribute('aria-invalid', 'true')
  password.setAttribute('aria-describedby', paragraph.id)
  password.focus()
}

function forget(form) {
  for (const error of form.querySelectorAll('.error')) error.remove()
  for (const field of form.querySelectorAll('[data-invalid]')) delete field.dataset.invalid
  for (const input of form.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid')
  form.elements.password?.removeAttribute('aria-describedby')
}

document.addEventListener('submit', async (event) => {
  const form = event.target
  if (!form.matches('[data-passkey]')) return
  event.preventDefault()
  if (form.getAttribute('aria-busy') === 'true') return
  form.setAttribute('aria-busy', 'true')
  forget(form)
  showBusy(form.querySelector('button[data-busy]'))
  try {
    form.elements.response.value = await ask(form)
    // It stays busy until the next page is there.
    form.submit()
  } catch (error) {
    endWaiting(form)
    complain(form, error)
  }
})

function endWaiting(form) {
  form.removeAttribute('aria-busy')
  showIdle(form)
}
// Back to this page out of the browser's memory.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-passkey][aria-busy]')) endWaiting(form)
})

if (isKnown()) for (const form of document.querySelectorAll('form[data-passkey][hidden]')) form.hidden = false
else for (const notice of document.querySelectorAll('[data-without-passkeys]')) notice.hidden = false
