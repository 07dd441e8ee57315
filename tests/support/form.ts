/** The fields of a page's form as a browser would send them back untouched: the form of this id, or the first in main. */
export function formFields(page: string, id?: string): Record<string, string> {
  const fields: Record<string, string> = {}
  let selected = ''
  const form = id === undefined ? 'main form' : `form#${id}`
  new HTMLRewriter()
    .on(`${form} input[name]`, {
      element(input) {
        const [name, type] = [input.getAttribute('name') ?? '', input.getAttribute('type')]
        const isLeftOut = (type === 'checkbox' || type === 'radio') && input.getAttribute('checked') === null
        if (!isLeftOut && !(name in fields)) fields[name] = decoded(input.getAttribute('value') ?? '')
      },
    })
    .on(`${form} select[name]`, {
      element(select) {
        selected = select.getAttribute('name') ?? ''
        fields[selected] = ''
      },
    })
    .on(`${form} select[name] option[selected]`, {
      element(option) {
        fields[selected] = decoded(option.getAttribute('value') ?? '')
      },
    })
    .transform(page)
  return fields
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" }
const decoded = (text: string) => text.replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole)
