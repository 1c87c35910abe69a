import 'server-only'
import { AppError } from '@/lib/core/errors'
import { type Actor, isRole, makerOf, type Role } from '@/lib/server/access/actor'
import { assertCan } from '@/lib/server/access/assert-can'
import { audited, type Transaction } from '@/lib/server/audit/audited'
import { hashPassword } from '@/lib/server/auth/passwords'
import { hashOf, randomToken } from '@/lib/server/auth/random-token'
import { openSession } from '@/lib/server/auth/sessions'
import { now } from '@/lib/server/clock'
import { db } from '@/lib/server/db/db'
import { publicOrigin } from '@/lib/server/http/public-origin'
import { newId } from '@/lib/server/ids'
import { newPasswordPurpose, type OpenInvitation, openInvitation, takeUpInvitation } from './open-invitation'

const lifetimeMs = 7 * 24 * 60 * 60 * 1000

export interface InvitationLink {
  id: string
  /** Shown once; only its hash is kept. Nothing is e-mailed. */
  link: string
  expiresAt: string
}

/** A link for one address, with the role and project it will have. A manager invites into an own project only, and never an admin. */
export async function inviteUser(
  actor: Actor,
  invited: { email: string; role: Role; projectId?: string | null },
): Promise<InvitationLink> {
  const { email, role, projectId = null } = invited
  if (projectId === null || role === 'admin') await assertCan(actor, 'create-user', null)
  else await assertCan(actor, 'invite-member', { projectId })
  if (projectId !== null && role === 'admin') {
    throw new AppError('bad-input', 'An admin belongs to the whole installation. Invite without a project.', {
      detail: { field: 'projectId' },
    })
  }
  return audited(actor, async (tx) => {
    if ((await tx.user.findUnique({ where: { email } })) !== null) {
      throw new AppError('conflict', `${email} already has an account. Add it to the project’s members instead.`, {
        detail: { field: 'email' },
      })
    }
    return linkFor(tx, actor, { email, role, projectId })
  })
}

/** A link by which an account gets a new password; its sessions end when it is used. */
export async function newPasswordLink(actor: Actor, userId: string): Promise<InvitationLink> {
  await assertCan(actor, 'change-user', { userId })
  return audited(actor, async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId } })
    if (user === null) throw new AppError('not-found', 'There is no such account.')
    return linkFor(tx, actor, { email: user.email, role: newPasswordPurpose, projectId: null })
  })
}

export async function listInvitations(actor: Actor, projectId: string | null = null) {
  if (projectId === null) await assertCan(actor, 'list-users', null)
  else await assertCan(actor, 'list-members', { projectId })
  const rows = await db.invitation.findMany({
    where: { usedAt: null, revokedAt: null, expiresAt: { gt: now() }, ...(projectId === null ? {} : { projectId }) },
    orderBy: { createdAt: 'desc' },
    take: 500,
  })
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    role: row.role,
    projectId: row.projectId,
    expiresAt: row.expiresAt.toISOString(),
  }))
}

export async function revokeInvitation(actor: Actor, id: string): Promise<void> {
  const row = await db.invitation.findUnique({ where: { id } })
  if (row?.projectId) await assertCan(actor, 'invite-member', { projectId: row.projectId })
  else await assertCan(actor, 'create-user', null)
  await audited(actor, async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { id, usedAt: null, revokedAt: null },
      data: { revokedAt: now() },
    })
    if (count === 0) throw new AppError('not-found', 'This invitation is not open any more.')
    return {
      value: undefined,
      entry: {
        action: 'invitation.revoke',
        subjectType: 'invitation',
        subjectId: id,
        projectId: row?.projectId ?? null,
      },
    }
  })
}

/** What the invitation page shows before the person decides. */
export async function readInvitation(
  actor: Actor,
  token: string,
): Promise<{ email: string; role: Role | null; project: string | null }> {
  const found = await openOrGone(db, actor, token)
  const project =
    found.projectId === null
      ? null
      : await db.project.findUnique({ where: { id: found.projectId }, select: { name: true } })
  return { email: found.email, role: found.role, project: project?.name ?? null }
}

/** Makes the account (or sets the new password) and signs it in. */
export async function acceptInvitation(
  actor: Actor,
  given: { token: string; name: string; password: string },
): Promise<{ userId: string; sessionToken: string }> {
  await openOrGone(db, actor, given.token)
  const passwordHash = await hashPassword(given.password)
  const userId = await audited(actor, async (tx) => {
    const invitation = await openOrGone(tx, actor, given.token)
    const id =
      invitation.role === null
        ? await setPassword(tx, invitation, passwordHash)
        : await createAccount(tx, invitation, given.name, passwordHash)
    if (!(await takeUpInvitation(tx, invitation, id))) throw gone()
    const action = invitation.role === null ? 'user.new-password' : 'user.join'
    return {
      value: id,
      entry: {
        action,
        subjectType: 'user',
        subjectId: id,
        projectId: invitation.projectId,
        detail: { role: invitation.role },
      },
    }
  })
  return { userId, sessionToken: await openSession(userId) }
}

async function createAccount(
  tx: Transaction,
  invitation: OpenInvitation,
  name: string,
  passwordHash: string,
): Promise<string> {
  if ((await tx.user.findUnique({ where: { email: invitation.email } })) !== null) throw gone()
  const id = newId()
  await tx.user.create({
    data: { id, email: invitation.email, name, passwordHash, role: invitation.role ?? 'labeler', createdAt: now() },
  })
  return id
}

async function setPassword(tx: Transaction, invitation: OpenInvitation, passwordHash: string): Promise<string> {
  const user = await tx.user.findUnique({ where: { email: invitation.email } })
  if (user === null || user.disabledAt !== null) throw gone()
  await tx.user.update({ where: { id: user.id }, data: { passwordHash, sessionVersion: { increment: 1 } } })
  return user.id
}

async function openOrGone(tx: Transaction, actor: Actor, token: string): Promise<OpenInvitation> {
  if (actor.kind === 'user')
    throw new AppError(
      'gone',
      'An invitation is for someone who has no account yet. Sign out, then open the link again.',
    )
  return (await openInvitation(tx, { tokenHash: hashOf(token) })) ?? gone()
}

function gone(): never {
  throw new AppError('gone', 'This invitation was used, revoked or has expired. Ask for a new one.')
}

async function linkFor(
  tx: Transaction,
  actor: Actor,
  invited: { email: string; role: Role | typeof newPasswordPurpose; projectId: string | null },
) {
  const id = newId()
  const token = randomToken()
  const createdAt = now()
  const expiresAt = new Date(createdAt.getTime() + lifetimeMs)
  await tx.invitation.create({
    data: { id, tokenHash: hashOf(token), ...invited, invitedById: makerOf(actor) ?? 'system', createdAt, expiresAt },
  })
  const detail = { role: isRole(invited.role) ? invited.role : null }
  return {
    value: { id, link: `${publicOrigin()}/invitation/${token}`, expiresAt: expiresAt.toISOString() },
    entry: {
      action: 'invitation.create',
      subjectType: 'invitation',
      subjectId: id,
      projectId: invited.projectId,
      detail,
    } as const,
  }
}
