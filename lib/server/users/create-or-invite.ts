import 'server-only'
import type { Actor, Role } from '@/lib/server/access/actor'
import { type InvitationLink, inviteUser } from '@/lib/server/invitations/invitations'
import { createUser, type Person } from './users'

export interface WantedUser {
  email: string
  name?: string
  role: Role
  projectId?: string | null
  password?: string
}

/** An account at once where a password is given; else a link by which the person chooses their own. */
export async function createOrInviteUser(
  actor: Actor,
  wanted: WantedUser,
): Promise<{ user: Person | null; invitation: InvitationLink | null }> {
  const { email, name, role, projectId, password } = wanted
  if (password === undefined) return { user: null, invitation: await inviteUser(actor, { email, role, projectId }) }
  const user = await createUser(actor, { email, name: name ?? email.replace(/@.*/, ''), role, projectId, password })
  return { user, invitation: null }
}
