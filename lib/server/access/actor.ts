import 'server-only'
import { AppError } from '@/lib/core/errors'

export const roles = ['admin', 'manager', 'reviewer', 'labeler'] as const
export type Role = (typeof roles)[number]

export const scopes = ['label', 'read', 'manage', 'exports:write', 'all'] as const
export type Scope = (typeof scopes)[number]

export interface UserActor {
  kind: 'user'
  userId: string
  name: string
  role: Role
  via: 'session' | 'token'
  scopes: Scope[]
  /** The one project an API token is bound to, or null. */
  projectId: string | null
  tokenId: string | null
}

/** Who asks. `system` is the command line and the server's own jobs, never a request. */
export type Actor = { kind: 'anonymous' } | { kind: 'system' } | UserActor

export const anonymous: Actor = { kind: 'anonymous' }
export const system: Actor = { kind: 'system' }

/** The person behind an actor. The system is no person: it may not act in anyone's name. */
export function userIdOf(actor: Actor): string {
  return signedIn(actor).userId
}

export function signedIn(actor: Actor): UserActor {
  if (actor.kind === 'user') return actor
  throw new AppError('not-signed-in', 'Sign in first, or send an API token in the Authorization header.')
}

/** Whose id is written beside what was made: null for the system. */
export function makerOf(actor: Actor): string | null {
  return actor.kind === 'user' ? actor.userId : null
}

export function isRole(value: string): value is Role {
  return roles.some((role) => role === value)
}

export function isScope(value: unknown): value is Scope {
  return scopes.some((scope) => scope === value)
}

/** The lower of two roles: what a person may be at most, and what a project lets them be. */
export function lowerRole(a: Role, b: Role): Role {
  return roles.indexOf(a) > roles.indexOf(b) ? a : b
}
