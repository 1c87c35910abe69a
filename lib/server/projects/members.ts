import 'server-only'
import { AppError } from '@/lib/core/errors'
import { type Actor, isRole, lowerRole, type Role } from '@/lib/server/access/actor'
import { assertCan } from '@/lib/server/access/assert-can'
import { audited } from '@/lib/server/audit/audited'
import { db } from '@/lib/server/db/db'

export type MemberRole = Exclude<Role, 'admin'>

/** Gives a person a role in a project, or another one. It never goes beyond what the person may be in this installation. */
export async function addMember(
  actor: Actor,
  projectId: string,
  given: { userId: string; role: MemberRole } | { email: string; role: MemberRole },
): Promise<void> {
  await assertCan(actor, 'change-members', { projectId })
  await audited(actor, async (tx) => {
    const user = await tx.user.findUnique({ where: 'userId' in given ? { id: given.userId } : { email: given.email } })
    if (user === null || user.disabledAt !== null) {
      throw new AppError('bad-input', 'There is no active account of that person. Invite them first.', {
        detail: { field: 'email' },
      })
    }
    if (isRole(user.role) && user.role !== 'admin' && lowerRole(user.role, given.role) !== given.role) {
      throw new AppError(
        'bad-input',
        `${user.name} is a ${user.role} here and cannot be a ${given.role}. An admin can change that.`,
        { detail: { field: 'role' } },
      )
    }
    const member = { projectId, userId: user.id, role: given.role }
    await tx.member.upsert({
      where: { projectId_userId: { projectId, userId: user.id } },
      create: member,
      update: { role: given.role },
    })
    return {
      value: undefined,
      entry: {
        action: 'member.set',
        subjectType: 'member',
        subjectId: user.id,
        projectId,
        detail: { role: given.role },
      },
    }
  })
}

export async function removeMember(actor: Actor, projectId: string, userId: string): Promise<void> {
  await assertCan(actor, 'change-members', { projectId })
  await audited(actor, async (tx) => {
    const { count } = await tx.member.deleteMany({ where: { projectId, userId } })
    if (count === 0) throw new AppError('not-found', 'This person is not a member of the project.')
    return { value: undefined, entry: { action: 'member.remove', subjectType: 'member', subjectId: userId, projectId } }
  })
}

export async function listMembers(actor: Actor, projectId: string) {
  await assertCan(actor, 'list-members', { projectId })
  const rows = await db.member.findMany({
    where: { projectId },
    include: { user: true },
    orderBy: { user: { name: 'asc' } },
    take: 5000,
  })
  return rows.map(({ role, user }) => ({
    userId: user.id,
    name: user.name,
    email: user.email,
    role,
    disabled: user.disabledAt !== null,
  }))
}
