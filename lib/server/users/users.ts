import 'server-only'
import { AppError } from '@/lib/core/errors'
import { type Actor, isRole, type Role, userIdOf } from '@/lib/server/access/actor'
import { assertCan } from '@/lib/server/access/assert-can'
import { audited, type Transaction } from '@/lib/server/audit/audited'
import { hashPassword } from '@/lib/server/auth/passwords'
import { now } from '@/lib/server/clock'
import { db } from '@/lib/server/db/db'
import { newId } from '@/lib/server/ids'

export interface Person {
  id: string
  email: string
  name: string
  role: string
  disabled: boolean
  createdAt: string
}

export interface NewUser {
  email: string
  name: string
  role: Role
  password: string
  /** Makes the person a member there; required of managers. */
  projectId?: string | null
}

/** Makes an account at once. Most people are better invited: then nobody else knows their password. */
export async function createUser(actor: Actor, given: NewUser): Promise<Person> {
  const { email, name, role, projectId = null } = given
  if (projectId === null || role === 'admin') await assertCan(actor, 'create-user', null)
  else await assertCan(actor, 'invite-member', { projectId })
  const passwordHash = await hashPassword(given.password)
  return audited(actor, async (tx) => {
    if ((await tx.user.findUnique({ where: { email } })) !== null) {
      throw new AppError('conflict', `There is an account with the address ${email} already.`, {
        detail: { field: 'email' },
      })
    }
    const user = await tx.user.create({ data: { id: newId(), email, name, role, passwordHash, createdAt: now() } })
    if (projectId !== null && role !== 'admin') await tx.member.create({ data: { projectId, userId: user.id, role } })
    return {
      value: personOf(user),
      entry: { action: 'user.create', subjectType: 'user', subjectId: user.id, projectId, detail: { role } },
    }
  })
}

/** Everyone with an account, for admins; not the annotators that imported files name. Members of one project: listMembers. */
export async function listUsers(actor: Actor): Promise<Person[]> {
  await assertCan(actor, 'list-users', null)
  const users = await db.user.findMany({
    where: { importedFor: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 5000,
  })
  return users.map(personOf)
}

/** Role and access of someone else. Their sessions end; the last active admin keeps the post. */
export async function changeUser(
  actor: Actor,
  userId: string,
  change: { role?: Role; disabled?: boolean },
): Promise<Person> {
  await assertCan(actor, 'change-user', { userId })
  return audited(actor, async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId } })
    if (user === null) throw new AppError('not-found', 'There is no such account.')
    const role = change.role ?? user.role
    const disabled = change.disabled ?? user.disabledAt !== null
    if (user.role === 'admin' && (role !== 'admin' || disabled)) await assertAnotherAdmin(tx, userId)
    const disabledAt = disabled ? (user.disabledAt ?? now()) : null
    const changed = await tx.user.update({
      where: { id: userId },
      data: { role, disabledAt, sessionVersion: { increment: 1 } },
    })
    return {
      value: personOf(changed),
      entry: { action: 'user.change', subjectType: 'user', subjectId: userId, detail: { role, disabled } },
    }
  })
}

/** Signs a person out everywhere and revokes their API tokens. */
export async function endSessions(actor: Actor, userId: string): Promise<void> {
  await assertCan(actor, 'end-sessions', { userId })
  await audited(actor, async (tx) => {
    const { count } = await tx.user.updateMany({ where: { id: userId }, data: { sessionVersion: { increment: 1 } } })
    if (count === 0) throw new AppError('not-found', 'There is no such account.')
    await tx.session.deleteMany({ where: { userId } })
    await tx.apiToken.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: now() } })
    return { value: undefined, entry: { action: 'user.end-sessions', subjectType: 'user', subjectId: userId } }
  })
}

/** One's own account. */
export async function readMyself(actor: Actor): Promise<Person> {
  return personOf(await db.user.findUniqueOrThrow({ where: { id: userIdOf(actor) } }))
}

async function assertAnotherAdmin(tx: Transaction, exceptId: string): Promise<void> {
  const others = await tx.user.count({ where: { role: 'admin', disabledAt: null, id: { not: exceptId } } })
  if (others === 0) throw new AppError('conflict', 'This is the last active admin. Make another one first.')
}

function personOf(user: {
  id: string
  email: string
  name: string
  role: string
  disabledAt: Date | null
  createdAt: Date
}): Person {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    role: isRole(user.role) ? user.role : 'labeler',
    disabled: user.disabledAt !== null,
    createdAt: user.createdAt.toISOString(),
  }
}
