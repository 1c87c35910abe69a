import 'server-only'

/** Set by bin/serve from the socket, over whatever a client sends under this name. */
export const addressHeader = 'x-concord-address'

/** The network address a request came from. X-Forwarded-For counts only where TRUST_PROXY=1 says that our own proxy writes it. */
export function clientAddress(get: (name: string) => string | null): string {
  if (process.env.TRUST_PROXY === '1') {
    const forwarded = get('x-forwarded-for')?.split(',').at(-1)?.trim()
    if (forwarded) return forwarded
  }
  return get(addressHeader) ?? 'unknown'
}
