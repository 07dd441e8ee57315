// What takes a moment says so on the button or link that was pressed: data-busy="保存しています…".

const idle = new Map()

export function showBusy(element) {
  if (!element || idle.has(element)) return
  idle.set(element, [...element.childNodes])
  element.textContent = element.dataset.busy
}

export function showIdle(within = document) {
  for (const [element, content] of idle) {
    if (!within.contains(element)) continue
    element.replaceChildren(...content)
    idle.delete(element)
  }
}
