/**
 * Headers of every reply. Scripts and styles come from our own origin; Next's inline bootstrap needs 'unsafe-inline', so nothing user-written may ever
 * reach a page as markup. Media are shown from /api/media, waveforms and drafts use blob: URLs, nothing else is fetched.
 * @returns {{ key: string, value: string }[]}
 */
export function securityHeaders() {
  const development = process.env.NODE_ENV === 'development'
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self' data:",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]
  return [
    { key: 'Content-Security-Policy', value: policy.join('; ') },
    { key: 'X-Content-Type-Options', value: 'nosniff' },
    { key: 'X-Frame-Options', value: 'DENY' },
    { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
    { key: 'Referrer-Policy', value: 'no-referrer' },
    { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=()' },
  ]
}

/**
 * For `headers()` of next.config.js. Media are left out: their replies carry a stricter policy of their own, which these would replace.
 * @returns {{ source: string, headers: { key: string, value: string }[] }[]}
 */
export function headerRules() {
  return [{ source: '/((?!api/media/).*)', headers: securityHeaders() }]
}
