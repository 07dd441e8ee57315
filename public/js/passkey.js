// The browser's part of passkeys. A form with data-passkey fetches its options, asks the device, and is then sent as any
// other form, with the device's answer in its `response` field.

const isKnown = () => typeof globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON === 'function'

async function ask(form) {
  const body = new URLSearchParams(new FormData(form))
  const response = await fetch(form.dataset.options, { method: 'POST', body })
  const options = await response.json().catch(() => ({}))
  if (!response.ok) throw new Error(options.problem ?? '時間をおいて、もう一度お試しください。')
  const credential =
    form.dataset.passkey === 'create'
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
  return JSON.stringify(credential.toJSON())
}

function complain(form, text) {
  const known = form.querySelector('.error[role="alert"]')
  const note = known ?? document.createElement('p')
  note.className = 'error'
  note.setAttribute('role', 'alert')
  note.textContent = text
  if (!known) form.append(note)
}

document.addEventListener('submit', async (event) => {
  const form = event.target
  if (!form.matches('[data-passkey]')) return
  event.preventDefault()
  if (form.getAttribute('aria-busy') === 'true') return
  form.setAttribute('aria-busy', 'true')
  try {
    form.elements.response.value = await ask(form)
    form.submit()
  } catch (error) {
    const isRefusal = error instanceof DOMException
    complain(form, isRefusal ? 'パスキーの操作が完了しませんでした。もう一度お試しください。' : error.message)
  } finally {
    form.removeAttribute('aria-busy')
  }
})

if (isKnown()) for (const form of document.querySelectorAll('form[data-passkey][hidden]')) form.hidden = false
