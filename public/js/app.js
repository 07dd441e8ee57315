// What HTML and htmx cannot do by themselves. Everything works without this file.

import './passkey.js'
import { showBusy, showIdle } from './busy.js'
import { waitingTime } from './wait.js'

// Japanese input: half-composed text must not search or validate.
document.addEventListener('input', (event) => event.isComposing && event.stopImmediatePropagation(), true)
document.addEventListener('compositionend', (event) => {
  event.target.dispatchEvent(new Event('input', { bubbles: true }))
})

// The second click of a double click would take back what the first one did.
document.addEventListener('click', (event) => {
  if (event.detail > 1 && event.target.closest('.marking button')) event.preventDefault()
})

const toasts = () => document.querySelector('#toasts')

function toast(text) {
  const note = document.createElement('p')
  note.className = 'toast'
  note.textContent = text
  toasts()?.replaceChildren(note)
  setTimeout(() => note.remove(), 8000)
}

// A list that could not be brought up to date says so where it stands. True when that has been said.
function showListFailure({ detail }) {
  const list = document.querySelector('#job-list')
  const source = detail.ctx?.sourceElement
  if (source?.closest('.more')) {
    showIdle(source)
    source.textContent = '読み込めませんでした。もう一度試す'
    return true
  }
  if (source?.id !== 'filters' || !list) return false
  list.querySelector('.alert')?.remove()
  list.prepend(document.querySelector('#list-failure').content.cloneNode(true))
  return true
}

// What asks by itself fails by itself too: nobody waits for it.
const isQuiet = ({ detail }) => detail.ctx?.sourceElement?.matches('[data-quiet]')

// What asks again and again gives up when nothing answers: the page is whole without it.
const mostMisses = 5
document.addEventListener('htmx:finally:request', ({ detail }) => {
  const { sourceElement, response } = detail.ctx
  if (!sourceElement?.matches('[data-quiet][hx-trigger^="every"]') || response?.status === 200) return
  sourceElement.dataset.misses = Number(sourceElement.dataset.misses ?? 0) + 1
  if (Number(sourceElement.dataset.misses) >= mostMisses) sourceElement.remove()
})

document.addEventListener('htmx:response:error', (event) => {
  if (isQuiet(event)) return
  const { status, headers } = event.detail.ctx.response
  if (status >= 500 && showListFailure(event)) return
  if (status === 401 || status === 409 || status === 422) return
  if (status === 429)
    toast(`操作が続いたため、いまは受け付けられません。${waitingTime(headers)}おいて、もう一度お試しください。`)
  else if (status >= 500) toast('サーバーで問題が発生しました。入力した内容は残っています。')
  else toast('処理できませんでした。ページを開き直してお試しください。')
})

document.addEventListener('htmx:error', (event) => {
  if (isQuiet(event) || showListFailure(event)) return
  const isOffline = !navigator.onLine || event.detail.error instanceof TypeError
  toast(isOffline ? '通信できませんでした。接続を確認してください。' : '時間がかかっています。もう一度お試しください。')
})

// A form that must not be sent twice by an impatient finger. The server holds the line in any case.
document.addEventListener('submit', (event) => {
  const buttons = event.target.querySelectorAll('button[data-once]')
  if (buttons.length === 0 || event.defaultPrevented) return
  if (buttons[0].getAttribute('aria-disabled') === 'true') event.preventDefault()
  for (const button of buttons) button.setAttribute('aria-disabled', 'true')
})
addEventListener('pageshow', () => {
  for (const button of document.querySelectorAll('button[data-once]')) button.removeAttribute('aria-disabled')
  showIdle()
})

document.addEventListener('submit', ({ target, submitter }) => {
  // 追加 and 削除 have names and nothing to say; they save nothing.
  if (!submitter?.name) showBusy(target.querySelector('button[data-busy]'))
  else if (submitter.dataset.busy) showBusy(submitter)
})
document.addEventListener('htmx:before:request', (event) => {
  if (isQuiet(event)) return
  const source = event.detail.ctx.sourceElement
  if (source.matches('a[data-busy]')) showBusy(source)
  document.querySelector('#job-list')?.setAttribute('aria-busy', 'true')
})
// Only what this request made busy: another may be under way beside it.
document.addEventListener('htmx:finally:request', (event) => {
  if (isQuiet(event)) return
  showIdle(event.detail.ctx.sourceElement)
  document.querySelector('#job-list')?.removeAttribute('aria-busy')
})

// もっと見る: go on reading at the first new card. The links to single pages no longer say where one is; the address
// does, so that the way back from a job leads to the same cards.
let lastCard = null
let lastPage = null
document.addEventListener('htmx:before:swap', (event) => {
  if (isQuiet(event)) return
  const source = event.detail.ctx.sourceElement
  lastCard = source.closest('.more')?.previousElementSibling
  if (lastCard) lastPage = new URL(source.href).searchParams.get('page')
})
document.addEventListener('htmx:after:settle', () => {
  if (!lastCard?.nextElementSibling) return
  lastCard.nextElementSibling.querySelector('a').focus()
  for (const pages of document.querySelectorAll('#job-list .pages')) pages.hidden = true
  const address = new URL(location)
  const query = address.searchParams
  query.set('from', query.get('from') ?? query.get('page') ?? 1)
  query.set('page', lastPage)
  history.replaceState(history.state, '', address)
  lastCard = null
})

// The choices of the filter come anew with their counts: what was folded open stays open.
let openDetails = []
document.addEventListener('htmx:before:request', (event) => {
  if (isQuiet(event)) return
  openDetails = [...document.querySelectorAll('#facet-groups details[open]')].map(({ id }) => id)
})
document.addEventListener('htmx:after:settle', (event) => {
  if (isQuiet(event)) return
  for (const id of openDetails) document.getElementById(id)?.setAttribute('open', '')
})

// Back to the list one came from is one step back: to the place in it, too.
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-back]')
  if (!link || link.href !== document.referrer || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  history.back()
})

// How many jobs there are now, read out once it stays so: neither at every letter nor twice.
const countNow = () => document.querySelector('#job-count')?.textContent ?? ''
let countSaid = countNow()
let saying
document.addEventListener('htmx:after:settle', () => {
  clearTimeout(saying)
  saying = setTimeout(() => {
    const news = document.querySelector('#list-news')
    if (!news || countNow() === countSaid) return
    countSaid = countNow()
    news.textContent = countSaid
  }, 1000)
})

// Sent with the button: on to what was found. On a phone it stands below all the choices, which fold again.
const isNarrow = matchMedia('(width < 60rem)')
let isSent = false
document.addEventListener('submit', ({ target }) => {
  isSent = target.id === 'filters' && (isNarrow.matches || document.activeElement?.id !== 'q')
  if (!isSent) return
  document.querySelector('#filter-list').open = false
  document.querySelector('#job-list').scrollIntoView()
})
document.addEventListener('htmx:finally:request', ({ detail }) => {
  if (!isSent || detail.ctx.sourceElement.id !== 'filters') return
  isSent = false
  document.querySelector('#job-count').focus({ preventScroll: true })
})

// Passwords can be shown. The button's name says what it will do, and to which field.
function addPasswordToggles() {
  for (const input of document.querySelectorAll('input[type="password"]:not([data-toggle])')) {
    input.dataset.toggle = 'on'
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'btn small'
    const field = document.createElement('span')
    field.className = 'vh'
    field.textContent = `：${input.labels[0]?.firstElementChild?.textContent ?? 'パスワード'}`
    const show = (isShown) => {
      input.type = isShown ? 'text' : 'password'
      button.replaceChildren(isShown ? '隠す' : '表示', field)
    }
    button.addEventListener('click', () => show(input.type === 'password'))
    // Password managers save what was sent as a password.
    input.form?.addEventListener('submit', () => show(false))
    show(false)
    input.after(button)
  }
}

// What is shown once can be copied.
function addCopyButtons() {
  if (!navigator.clipboard) return
  for (const button of document.querySelectorAll('button[data-copy][hidden]')) {
    button.hidden = false
    button.addEventListener('click', async () => {
      const lines = [...document.querySelectorAll(button.dataset.copy)].map((element) => element.textContent.trim())
      const isCopied = await navigator.clipboard.writeText(lines.join('\n')).then(
        () => true,
        () => false,
      )
      toast(isCopied ? 'コピーしました。' : 'コピーできませんでした。印刷するか、書き写してください。')
    })
  }
}

// A form that comes back refused says so in the title too, as the whole page would.
function nameError() {
  const isRefused = document.querySelector('#error-summary')
  document.title = document.title.replace(/^(エラー：)?/, isRefused ? 'エラー：' : '')
}

// A page that htmx put in the place of another begins at its top, as any other page.
function beginAtTop({ detail }) {
  if (detail.ctx?.target === document.body) scrollTo(0, 0)
}

// The error summary of a page that came whole; htmx focuses the ones it swaps in.
function focusSummary() {
  document.querySelector('#error-summary')?.focus()
}

function prepare() {
  addPasswordToggles()
  addCopyButtons()
}

document.addEventListener('htmx:after:settle', prepare)
document.addEventListener('htmx:after:settle', nameError)
document.addEventListener('htmx:after:settle', beginAtTop)
prepare()
focusSummary()
