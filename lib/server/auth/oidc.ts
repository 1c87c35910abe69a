import 'server-only'
import { z } from 'zod'
import { system } from '@/lib/server/access/actor'
import { audited, type Transaction } from '@/lib/server/audit/audited'
import { now } from '@/lib/server/clock'
import { db } from '@/lib/server/db/db'
import { newId } from '@/lib/server/ids'
import { openInvitation, takeUpInvitation } from '@/lib/server/invitations/open-invitation'
import { emailSchema, personNameSchema } from './email-address'
import type { SignInErrorCode } from './sign-in-errors'

export interface OidcSettings {
  issuer: string
  clientId: string
  clientSecret: string
  name: string
}

/** Null unless OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are all set. */
export function oidcSettings(): OidcSettings | null {
  const {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
    OIDC_NAME: name,
  } = process.env
  if (!issuer || !clientId || !clientSecret) return null
  return { issuer, clientId, clientSecret, name: name || 'Single sign-on' }
}

const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  email: emailSchema.optional(),
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
})

export type OidcOutcome = { userId: string } | { refused: SignInErrorCode }

/**
 * The account behind an identity. Known identities are linked by (issuer, subject) only. A new one becomes an account if its verified address was
 * invited or lies in OIDC_ALLOWED_DOMAINS; it never enters an account that exists already, whoever made that.
 */
export async function userOfIdentity(issuer: string, claims: unknown): Promise<OidcOutcome> {
  const given = claimsSchema.safeParse(claims)
  if (!given.success) return { refused: 'EmailNotVerified' }
  const { sub, email, email_verified: verified, name } = given.data
  const known = await linkedUser(db, issuer, sub)
  if (known !== null) return known
  if (email === undefined || verified !== true) return { refused: 'EmailNotVerified' }
  return audited<OidcOutcome>(system, async (tx) => {
    // Asked again in here: the same person may be coming in by another window.
    const meanwhile = await linkedUser(tx, issuer, sub)
    if (meanwhile !== null) return { value: meanwhile, entry: null }
    if ((await tx.user.findUnique({ where: { email } })) !== null)
      return { value: { refused: 'HasPassword' }, entry: null }
    const invitation = await openInvitation(tx, { email })
    if (invitation === null && !isAllowedDomain(email)) return { value: { refused: 'NotInvited' }, entry: null }
    const id = newId()
    await tx.user.create({
      data: {
        id,
        email,
        name: personNameSchema.safeParse(name).data ?? email,
        role: invitation?.role ?? 'labeler',
        createdAt: now(),
      },
    })
    await tx.identity.create({ data: { issuer, subject: sub, userId: id } })
    if (invitation !== null) await takeUpInvitation(tx, invitation, id)
    const detail = { through: 'identity provider' }
    return { value: { userId: id }, entry: { action: 'user.join', subjectType: 'user', subjectId: id, detail } }
  })
}

async function linkedUser(tx: Transaction, issuer: string, subject: string): Promise<OidcOutcome | null> {
  const known = await tx.identity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    include: { user: true },
  })
  if (known === null) return null
  return known.user.disabledAt === null ? { userId: known.userId } : { refused: 'AccountDisabled' }
}

function isAllowedDomain(email: string): boolean {
  const domains = (process.env.OIDC_ALLOWED_DOMAINS ?? '').split(',').map((domain) => domain.trim().toLowerCase())
  return domains.filter(Boolean).some((domain) => email.endsWith(`@${domain}`))
}
