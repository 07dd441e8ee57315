/** Set by the edge on every request it lets in, whatever the client sent under this name. */
export const clientAddressHeader = 'x-client-address'

/**
 * The address the outermost trusted proxy saw. Each proxy appends the peer it saw to X-Forwarded-For, so with
 * `trustedProxyCount` proxies the entry that many from the right is the client; entries left of it can be forged.
 */
export function clientAddress(headers: Headers, peer: string | null, trustedProxyCount: number): string {
  if (trustedProxyCount === 0) return peer ?? 'unknown'
  const hops = (headers.get('x-forwarded-for') ?? '')
    .split(',')
    .map((hop) => hop.trim())
    .filter((hop) => hop !== '')
  return hops.at(-trustedProxyCount) ?? hops[0] ?? peer ?? 'unknown'
}

/** The client's address; of an IPv6 one the /64 that one customer has. */
export function clientNetwork(request: Request): string {
  const address = request.headers.get(clientAddressHeader) ?? 'unknown'
  if (!address.includes(':') || address.includes('.')) return address
  const [head = '', tail = ''] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  const rest = tail.split(':').filter(Boolean)
  const zeros = address.includes('::') ? Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0') : []
  return [...groups, ...zeros, ...rest]
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')
}
