import 'server-only'
import { db } from '@/lib/server/db/db'
import { isRole, lowerRole, type Role, type UserActor } from './actor'
import type { Standing } from './decide'

/** What an action is about. Null: the installation as a whole. */
export type Thing =
  | null
  | { projectId: string }
  | { batchId: string }
  | { taskId: string }
  | { exportId: string }
  | { assignmentId: string }
  | { userId: string }

const stranger: Standing = { role: null, own: false, projectId: null }

/** How a person stands to a thing. A thing that does not exist and one of a stranger look the same. */
export async function standingOf(actor: UserActor, thing: Thing): Promise<Standing> {
  if (thing === null) return { role: actor.role, own: true, projectId: null }
  if ('userId' in thing) return { role: actor.role, own: thing.userId === actor.userId, projectId: null }
  if ('assignmentId' in thing) return standingToAssignment(actor, thing.assignmentId)
  return standingInProject(actor, await projectOf(thing))
}

/** `own` is membership: by a Member row, or because the project is open to everyone. An admin has a role in every project, own or not. */
export async function standingInProject(actor: UserActor, projectId: string | null): Promise<Standing> {
  if (projectId === null) return stranger
  const project = await db.project.findFirst({
    where: { id: projectId, deletedAt: null },
    select: { access: true, members: { where: { userId: actor.userId }, select: { role: true } } },
  })
  if (project === null) return stranger
  const memberRole = project.members[0]?.role ?? (project.access === 'everyone' ? 'labeler' : null)
  const own = memberRole !== null
  if (actor.role === 'admin') return { role: 'admin', own, projectId }
  return { role: roleInProject(actor.role, memberRole), own, projectId }
}

function roleInProject(highest: Role, memberRole: string | null): Role | null {
  return memberRole !== null && isRole(memberRole) ? lowerRole(highest, memberRole) : null
}

/** The holder of an assignment keeps it even when the project's access changes meanwhile: work begun is never lost. */
async function standingToAssignment(actor: UserActor, assignmentId: string): Promise<Standing> {
  const assignment = await db.assignment.findUnique({
    where: { id: assignmentId },
    select: { labelerId: true, task: { select: { batch: { select: { projectId: true } } } } },
  })
  if (assignment === null) return stranger
  const { projectId } = assignment.task.batch
  if (assignment.labelerId === actor.userId) return { role: actor.role, own: true, projectId }
  return { ...(await standingInProject(actor, projectId)), own: false }
}

async function projectOf(
  thing: { projectId: string } | { batchId: string } | { taskId: string } | { exportId: string },
): Promise<string | null> {
  if ('projectId' in thing) return thing.projectId
  if ('batchId' in thing) {
    const batch = await db.batch.findFirst({
      where: { id: thing.batchId, deletedAt: null },
      select: { projectId: true },
    })
    return batch?.projectId ?? null
  }
  if ('taskId' in thing) {
    const task = await db.task.findUnique({
      where: { id: thing.taskId },
      select: { batch: { select: { projectId: true } } },
    })
    return task?.batch.projectId ?? null
  }
  const found = await db.export.findUnique({ where: { id: thing.exportId }, select: { projectId: true } })
  return found?.projectId ?? null
}
