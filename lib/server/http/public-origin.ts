import 'server-only'
import { AppError } from '@/lib/core/errors'

/** The address people reach us at: PUBLIC_URL, else localhost. Links and redirects use it; Host and X-Forwarded-Host are never trusted. */
export function publicOrigin(): string {
  const configured = process.env.PUBLIC_URL
  if (!configured) return `http://localhost:${process.env.PORT ?? '3000'}`
  try {
    return new URL(configured).origin
  } catch (cause) {
    throw new AppError(
      'bad-input',
      `PUBLIC_URL is “${configured}”, which is no URL. Use one like https://label.example.org.`,
      { cause },
    )
  }
}

/** Whether an Origin header names us. Without PUBLIC_URL the machine's other names for itself count too. */
export function isOurOrigin(origin: string): boolean {
  if (origin === publicOrigin()) return true
  if (process.env.PUBLIC_URL) return false
  const port = process.env.PORT ?? '3000'
  return origin === `http://127.0.0.1:${port}` || origin === `http://[::1]:${port}`
}

export function isHttps(): boolean {
  return publicOrigin().startsWith('https:')
}

/** Where to go after signing in: a path of this site, or its start page. */
export function ownPath(callbackUrl: string | null | undefined): string {
  if (!callbackUrl || !URL.canParse(callbackUrl, publicOrigin())) return '/'
  const target = new URL(callbackUrl, publicOrigin())
  const plain = callbackUrl.startsWith('/') || callbackUrl.startsWith(`${publicOrigin()}/`)
  if (!plain || !isOurOrigin(target.origin) || target.username !== '' || target.pathname.startsWith('//')) return '/'
  return `${target.pathname}${target.search}${target.hash}`
}
