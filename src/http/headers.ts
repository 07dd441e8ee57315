const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

export type SecurityOptions = { isHttps: boolean }

/** The same on every answer, error pages and files included. */
export function setSecurityHeaders(headers: Headers, { isHttps }: SecurityOptions): void {
  headers.set('content-security-policy', isHttps ? `${policy}; upgrade-insecure-requests` : policy)
  headers.set('x-content-type-options', 'nosniff')
  headers.set('referrer-policy', 'strict-origin-when-cross-origin')
  headers.set('cross-origin-opener-policy', 'same-origin')
  // What the front of another origin embeds says so itself.
  if (!headers.has('cross-origin-resource-policy')) headers.set('cross-origin-resource-policy', 'same-origin')
  headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=()')
  if (isHttps) headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains')
}
