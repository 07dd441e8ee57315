// What HTML and htmx cannot do by themselves. Everything works without this file.

import './passkey.js'

// Japanese input: half-composed text must not search or validate.
document.addEventListener('input', (event) => event.isComposing && event.stopImmediatePropagation(), true)
document.addEventListener('compositionend', (event) => {
  event.target.dispatchEvent(new Event('input', { bubbles: true }))
})

const toasts = () => document.querySelector('#toasts')

function toast(text) {
  const note = document.createElement('p')
  note.className = 'toast'
  note.textContent = text
  toasts()?.replaceChildren(note)
  setTimeout(() => note.remove(), 8000)
}

document.addEventListener('htmx:response:error', (event) => {
  const { status, headers } = event.detail.ctx.response
  if (status === 401 || status === 422) return
  if (status === 429) toast(`混み合っています。${headers.get('Retry-After') ?? '10'}秒後にもう一度お試しください。`)
  else if (status >= 500) toast('サーバーで問題が発生しました。入力した内容は残っています。')
  else toast('処理できませんでした。ページを開き直してお試しください。')
})

document.addEventListener('htmx:error', (event) => {
  const isOffline = !navigator.onLine || event.detail.error instanceof TypeError
  toast(isOffline ? '通信できませんでした。接続を確認してください。' : '時間がかかっています。もう一度お試しください。')
})

// A form that must not be sent twice by an impatient finger. The server holds the line in any case.
document.addEventListener('submit', (event) => {
  const button = event.target.querySelector('button[data-once]')
  if (!button || event.defaultPrevented) return
  if (button.getAttribute('aria-disabled') === 'true') event.preventDefault()
  button.setAttribute('aria-disabled', 'true')
})
addEventListener('pageshow', () => {
  for (const button of document.querySelectorAll('button[data-once]')) button.removeAttribute('aria-disabled')
  showIdle()
})

// What takes a moment says so on the button or link that was pressed: data-busy="保存しています…".
function showBusy(element) {
  if (!element || element.dataset.idle) return
  element.dataset.idle = element.textContent
  element.textContent = element.dataset.busy
}
function showIdle() {
  for (const element of document.querySelectorAll('[data-idle]')) {
    element.textContent = element.dataset.idle
    delete element.dataset.idle
  }
}
document.addEventListener('submit', ({ target, submitter }) => {
  // 追加 and 削除 have names; they save nothing.
  if (!submitter?.name) showBusy(target.querySelector('button[data-busy]'))
})
document.addEventListener('htmx:before:request', ({ detail }) => {
  const source = detail.ctx.sourceElement
  if (source.matches('a[data-busy]')) showBusy(source)
})
document.addEventListener('htmx:finally:request', showIdle)

// もっと見る: go on reading at the first new card. The links to single pages no longer say where one is.
let lastCard = null
document.addEventListener('htmx:before:swap', ({ detail }) => {
  lastCard = detail.ctx.sourceElement.closest('.more')?.previousElementSibling
})
document.addEventListener('htmx:after:settle', () => {
  if (!lastCard?.nextElementSibling) return
  lastCard.nextElementSibling.querySelector('a').focus()
  for (const pages of document.querySelectorAll('#job-list .pages')) pages.hidden = true
  lastCard = null
})

// Passwords can be shown.
function addPasswordToggles(root) {
  for (const input of root.querySelectorAll('input[type="password"]:not([data-toggle])')) {
    input.dataset.toggle = 'on'
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'btn small'
    button.textContent = '表示'
    button.setAttribute('aria-pressed', 'false')
    button.setAttribute('aria-label', 'パスワードを表示')
    button.addEventListener('click', () => {
      const isShown = input.type === 'text'
      input.type = isShown ? 'password' : 'text'
      button.textContent = isShown ? '表示' : '隠す'
      button.setAttribute('aria-pressed', String(!isShown))
    })
    input.after(button)
  }
}

// The error summary of a page that came whole; htmx focuses the ones it swaps in.
function focusSummary() {
  document.querySelector('#error-summary')?.focus()
}

document.addEventListener('htmx:after:settle', () => addPasswordToggles(document))
addPasswordToggles(document)
focusSummary()
