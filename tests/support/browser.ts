/** The portal's own address in tests that do not listen. */
export const appUrl = 'http://localhost:3000'

type Fields = Record<string, string | string[]>

/** A browser without a screen: keeps cookies, sends forms the way browsers do, follows nothing by itself. */
export class Browser {
  readonly cookies = new Map<string, string>()

  constructor(
    private readonly handle: (request: Request) => Response | Promise<Response>,
    private readonly address: string,
    private readonly origin = appUrl,
  ) {}

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send('GET', path, headers, null)
  }

  /** Posts an urlencoded form from a page of the portal. */
  post(path: string, fields: Fields = {}, headers: Record<string, string> = {}): Promise<Response> {
    const body = new URLSearchParams()
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one)
    const type = { 'content-type': 'application/x-www-form-urlencoded', origin: this.origin }
    return this.send('POST', path, { ...type, ...headers }, body.toString())
  }

  /** As htmx asks for a part of a page. */
  fragment(path: string): Promise<Response> {
    return this.get(path, { 'hx-request': 'true', 'hx-request-type': 'partial' })
  }

  /** Follows the answer's Location once. */
  follow(response: Response): Promise<Response> {
    const location = response.headers.get('location')
    if (location === null) throw new Error(`Nothing to follow: ${response.status}`)
    return this.get(location)
  }

  private async send(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: string | null,
  ): Promise<Response> {
    const request = new Request(`${this.origin}${path}`, {
      redirect: 'manual',
      method,
      headers: { 'x-forwarded-for': this.address, ...headers },
      body,
    })
    if (this.cookies.size > 0)
      request.headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await this.handle(request)
    for (const line of response.headers.getSetCookie()) this.keep(line)
    return response
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';')
    const [name = '', ...value] = pair.split('=')
    const isGone = attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute))
    if (isGone) this.cookies.delete(name)
    else this.cookies.set(name, value.join('='))
  }
}

/** What a person reads: the text of the page without its markup. */
export async function read(response: Response): Promise<string> {
  const markup = await response.text()
  const text = markup
    .replace(/<(script|style|head)\b.*?<\/\1>/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39|#x27);/g, (entity) => entities[entity] ?? entity)
  return text.replace(/\s+/g, ' ').trim()
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#x27;': "'",
}
