// What the staff's pages do beyond htmx. Everything works without it, a page at a time.

// A Japanese word is searched for once it is composed, not at every key on the way.
document.addEventListener('input', (event) => event.isComposing && event.stopImmediatePropagation(), true)
document.addEventListener('compositionend', ({ target }) => target.dispatchEvent(new Event('input', { bubbles: true })))

// An uploaded file stands in the list now; left in the input it would be sent again with the form.
document.addEventListener('htmx:after:request', ({ detail: { ctx } }) => {
  const input = ctx.sourceElement
  if (input?.type === 'file' && ctx.response?.status === 200) input.value = ''
})

const say = (text) => {
  const notice = document.querySelector('#notice')
  if (notice) notice.textContent = text
}
document.addEventListener('htmx:error', () => say('サンドボックスに接続できませんでした。'))
document.addEventListener('htmx:response:error', ({ detail: { ctx } }) => {
  if (ctx.response?.status >= 500) say('サンドボックスで問題が発生しました。')
})
