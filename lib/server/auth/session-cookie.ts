import 'server-only'
import { isHttps } from '@/lib/server/http/public-origin'

export const sessionSeconds = 30 * 24 * 60 * 60

export function sessionCookieName(): string {
  return isHttps() ? '__Host-concord.session' : 'concord.session'
}

export const sessionCookieOptions = () => ({ httpOnly: true, sameSite: 'lax' as const, path: '/', secure: isHttps() })

export function sessionCookie(token: string): string {
  return `${sessionCookieName()}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${sessionSeconds}${isHttps() ? '; Secure' : ''}`
}

/** The session token of a Cookie header, or null. */
export function sessionTokenIn(cookieHeader: string | null): string | null {
  if (cookieHeader === null) return null
  const prefix = `${sessionCookieName()}=`
  for (const pair of cookieHeader.split(';')) {
    const text = pair.trim()
    if (text.startsWith(prefix)) return text.slice(prefix.length)
  }
  return null
}
