import 'server-only'
import type { Actor } from './actor'
import { refusalOf, refused, type Standing } from './decide'
import type { Action } from './permissions'
import { standingOf, type Thing } from './standing'

const unbounded: Standing = { role: null, own: false, projectId: null }

/** Throws unless the actor may do this to that thing. Call it before the first write and before anything is returned. */
export async function assertCan(actor: Actor, action: Action, thing: Thing): Promise<void> {
  const standing = actor.kind === 'user' ? await standingOf(actor, thing) : unbounded
  const refusal = refusalOf(actor, action, standing)
  if (refusal !== null) throw refused(refusal)
}

/** For pages that show or hide a control. The control's own function checks again. */
export async function can(actor: Actor, action: Action, thing: Thing): Promise<boolean> {
  const standing = actor.kind === 'user' ? await standingOf(actor, thing) : unbounded
  return refusalOf(actor, action, standing) === null
}
