import 'server-only'
import { AppError, type ErrorCode } from '@/lib/core/errors'
import type { Actor, Role, UserActor } from './actor'
import { type Action, type Permission, permissions } from './permissions'

/** How a person stands to the thing an action is about. `role` is the role they have there, null when they are strangers. */
export interface Standing {
  role: Role | null
  own: boolean
  /** The project the thing belongs to, where it belongs to one: a token bound to another project sees nothing. */
  projectId: string | null
}

/** Pure: may this actor, standing so, do this? Null means yes. */
export function refusalOf(actor: Actor, action: Action, standing: Standing): ErrorCode | null {
  if (actor.kind === 'system') return null
  if (actor.kind === 'anonymous') return 'not-signed-in'
  const permission: Permission = permissions[action]
  const hides = permission.subject === 'project' || permission.subject === 'assignment'
  if (!insideTokenProject(actor, permission, standing)) return hides ? 'not-found' : permission.denied
  if (!scopeOpens(actor, permission)) return permission.denied
  if (standing.role === null) return hides ? 'not-found' : permission.denied
  const allowed = standing.own ? permission.own : permission.foreign
  return allowed.includes(standing.role) ? null : refusalInside(permission, standing)
}

/** Where only the scope of the actor matters and the query itself is bound to the person (the queue's hot path). */
export function assertScope(actor: Actor, action: Action): asserts actor is UserActor {
  if (actor.kind === 'user' && scopeOpens(actor, permissions[action])) return
  throw refused(actor.kind === 'user' ? permissions[action].denied : 'not-signed-in')
}

export function refused(code: ErrorCode): AppError {
  if (code === 'not-signed-in')
    return new AppError(code, 'Sign in first, or send an API token in the Authorization header.')
  if (code === 'not-found') return new AppError(code, 'There is nothing here, or you have no access to it.')
  return new AppError(code, 'Your role does not allow this. Ask an admin of this installation.')
}

function scopeOpens(actor: UserActor, permission: Permission): boolean {
  return actor.scopes.includes('all') || permission.scopes.some((scope) => actor.scopes.includes(scope))
}

function insideTokenProject(actor: UserActor, permission: Permission, standing: Standing): boolean {
  if (actor.projectId === null || permission.subject === 'document') return true
  if (permission.subject === 'person') return permission.own.length > 0 && standing.own
  return standing.projectId === actor.projectId
}

/** A foreign project hides itself from all who have no right in it; inside one's own the refusal says what it is. */
function refusalInside(permission: Permission, standing: Standing): ErrorCode {
  if (standing.own || permission.subject === 'person') return permission.denied
  return 'not-found'
}
