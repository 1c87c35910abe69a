import 'server-only'
import type { NextAuthOptions } from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import CredentialsProvider from 'next-auth/providers/credentials'
import { AppError } from '@/lib/core/errors'
import { db } from '@/lib/server/db/db'
import { log } from '@/lib/server/http/log'
import { isHttps, ownPath, publicOrigin } from '@/lib/server/http/public-origin'
import { checkCredentials } from './check-credentials'
import { clientAddress } from './client-address'
import { type OidcSettings, oidcSettings, userOfIdentity } from './oidc'
import { authSecret } from './secrets'
import { sessionCookieName, sessionCookieOptions, sessionSeconds } from './session-cookie'
import { closeSession, openSession, sessionActor } from './sessions'
import { signInErrorPath } from './sign-in-errors'

/** Where next-auth keeps our session token inside what it takes for a JWT. */
const tokenMember = 'sessionToken'

/** next-auth does the sign-in dance; the session it hands out is ours: a random token whose hash is a row (decision 5). */
export function authOptions(): NextAuthOptions {
  process.env.NEXTAUTH_URL = publicOrigin()
  const oidc = oidcSettings()
  return {
    secret: authSecret(),
    useSecureCookies: isHttps(),
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [credentials(), ...(oidc === null ? [] : [oidcProvider(oidc)])],
    jwt: { maxAge: sessionSeconds, encode: ({ token }) => toSession(token), decode: ({ token }) => fromSession(token) },
    callbacks: {
      signIn: async ({ account, profile }) => {
        if (account?.type !== 'oauth' || oidc === null) return true
        const outcome = await userOfIdentity(oidc.issuer, profile)
        return 'refused' in outcome ? signInErrorPath(outcome.refused) : true
      },
      jwt: async ({ token, account }) => {
        if (account?.type !== 'oauth' || oidc === null) return token
        const subject = account.providerAccountId
        const identity = await db.identity.findUniqueOrThrow({
          where: { issuer_subject: { issuer: oidc.issuer, subject } },
        })
        return { ...token, sub: identity.userId }
      },
      redirect: ({ url }) => `${publicOrigin()}${ownPath(url)}`,
    },
    events: {
      signOut: async ({ token }) => {
        const held = token?.[tokenMember]
        if (typeof held === 'string') await closeSession(held)
      },
    },
    logger: {
      error: (code) => log.debug({ code }, 'sign-in'),
      warn: (code) => log.debug({ code }, 'sign-in'),
      debug: () => undefined,
    },
  }
}

function credentials() {
  return CredentialsProvider({
    name: 'E-mail and password',
    credentials: {
      email: { label: 'E-mail address', type: 'email' },
      password: { label: 'Password', type: 'password' },
    },
    authorize: async (given, request) => {
      const address = clientAddress((name) => headerOf(request.headers, name))
      try {
        return await checkCredentials(given, address)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        if (error.code === 'too-many') throw new Error('TooManyTries', { cause: error })
        return null
      }
    },
  })
}

function oidcProvider({ issuer, clientId, clientSecret, name }: OidcSettings) {
  return {
    id: 'oidc',
    name,
    type: 'oauth' as const,
    wellKnown: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    issuer,
    clientId,
    clientSecret,
    idToken: true,
    checks: ['pkce' as const, 'state' as const, 'nonce' as const],
    authorization: { params: { scope: 'openid email profile' } },
    profile: (claims: { sub: string; name?: string; email?: string }) => ({
      id: claims.sub,
      name: claims.name ?? null,
      email: claims.email ?? null,
    }),
  }
}

/** Called at sign-in, and again whenever next-auth refreshes the cookie: then the token stays the one it was. */
async function toSession(token: JWT | undefined): Promise<string> {
  const held = token?.[tokenMember]
  if (typeof held === 'string') return held
  if (typeof token?.sub !== 'string') throw new Error('next-auth asked for a session without a person.')
  return openSession(token.sub)
}

async function fromSession(token: string | undefined): Promise<JWT | null> {
  const actor = token ? await sessionActor(token) : null
  return actor === null ? null : { sub: actor.userId, name: actor.name, [tokenMember]: token }
}

function headerOf(headers: unknown, name: string): string | null {
  if (headers === null || typeof headers !== 'object') return null
  const value: unknown = Reflect.get(headers, name)
  return typeof value === 'string' ? value : null
}
