import 'server-only'
import { isRole, type Role } from '@/lib/server/access/actor'
import type { Transaction } from '@/lib/server/audit/audited'
import { now } from '@/lib/server/clock'

/** The role word of a link that only sets a new password for an account that exists. */
export const newPasswordPurpose = 'new-password'

export interface OpenInvitation {
  id: string
  email: string
  /** Null: the link sets a new password. */
  role: Role | null
  projectId: string | null
}

/** An invitation that may still be used: not used, revoked or expired, and its maker may still invite. Role and project come from its row alone. */
export async function openInvitation(
  tx: Transaction,
  by: { tokenHash: string } | { email: string },
): Promise<OpenInvitation | null> {
  const byAddress = 'email' in by
  const row = await tx.invitation.findFirst({
    where: {
      ...(byAddress ? { email: by.email, role: { not: newPasswordPurpose } } : { tokenHash: by.tokenHash }),
      usedAt: null,
      revokedAt: null,
      expiresAt: { gt: now() },
    },
    orderBy: { createdAt: 'desc' },
  })
  if (row === null || !(await makerStillMay(tx, row.invitedById, row.projectId))) return null
  return { id: row.id, email: row.email, role: isRole(row.role) ? row.role : null, projectId: row.projectId }
}

/** Marks it used; false when another request was first. Gives the project's membership to the person. */
export async function takeUpInvitation(tx: Transaction, invitation: OpenInvitation, userId: string): Promise<boolean> {
  const { count } = await tx.invitation.updateMany({
    where: { id: invitation.id, usedAt: null, revokedAt: null },
    data: { usedAt: now() },
  })
  if (count === 0) return false
  const { projectId, role } = invitation
  if (projectId !== null && role !== null && role !== 'admin') {
    const member = { projectId, userId, role }
    await tx.member.upsert({ where: { projectId_userId: { projectId, userId } }, create: member, update: {} })
  }
  return true
}

async function makerStillMay(tx: Transaction, makerId: string, projectId: string | null): Promise<boolean> {
  if (makerId === 'system') return true
  const maker = await tx.user.findUnique({ where: { id: makerId }, include: { memberships: true } })
  if (maker === null || maker.disabledAt !== null) return false
  if (maker.role === 'admin') return true
  return (
    maker.role === 'manager' &&
    maker.memberships.some((member) => member.projectId === projectId && member.role === 'manager')
  )
}
