import 'server-only'
import { type Actor, makerOf, signedIn } from '@/lib/server/access/actor'
import { assertCan } from '@/lib/server/access/assert-can'
import { standingInProject } from '@/lib/server/access/standing'
import { audited, type Transaction } from '@/lib/server/audit/audited'
import { now } from '@/lib/server/clock'
import { db } from '@/lib/server/db/db'
import { badInput } from '@/lib/server/http/bad-input'
import { newId } from '@/lib/server/ids'
import { taskTypeOf } from '@/lib/task-types/registry'

type Access = 'everyone' | 'members'

export interface NewProject {
  name: string
  taskType: string
  config?: unknown
  guidelines?: string
  defaultOverlap?: number
  access?: Access
}

export interface Project {
  id: string
  name: string
  taskType: string
  config: unknown
  configVersion: number
  guidelinesVersion: number
  guidelines: string
  createdAt: string
  /** Left out for labelers, who need not know how quality is watched. */
  defaultOverlap?: number
  access?: string
}

/** A new project; whoever makes it becomes its manager. */
export async function createProject(actor: Actor, given: NewProject): Promise<Project> {
  await assertCan(actor, 'create-project', null)
  const config = checkedConfig(given.taskType, given.config)
  const guidelines = given.guidelines ?? ''
  const id = newId()
  await audited(actor, async (tx) => {
    const createdAt = now()
    await tx.project.create({
      data: {
        id,
        name: given.name,
        taskType: given.taskType,
        config: JSON.stringify(config),
        defaultOverlap: given.defaultOverlap ?? 3,
        access: given.access ?? 'everyone',
        createdById: makerOf(actor),
        createdAt,
      },
    })
    if (actor.kind === 'user')
      await tx.member.create({ data: { projectId: id, userId: actor.userId, role: 'manager' } })
    if (guidelines !== '') await addGuidelines(tx, actor, id, { markdown: guidelines, note: 'First version' })
    return {
      value: id,
      entry: {
        action: 'project.create',
        subjectType: 'project',
        subjectId: id,
        projectId: id,
        detail: { taskType: given.taskType },
      },
    }
  })
  return readProject(actor, id)
}

/** A labeler sees name, config and guidelines; managers and reviewers the rest too. */
export async function readProject(actor: Actor, projectId: string): Promise<Project> {
  await assertCan(actor, 'read-project', { projectId })
  const project = await db.project.findFirstOrThrow({ where: { id: projectId, deletedAt: null } })
  const version = project.guidelinesVersion
  const guidelines = await db.guidelines.findUnique({ where: { projectId_version: { projectId, version } } })
  const shown: Project = {
    id: project.id,
    name: project.name,
    taskType: project.taskType,
    config: JSON.parse(project.config),
    configVersion: project.configVersion,
    guidelinesVersion: version,
    guidelines: guidelines?.markdown ?? '',
    createdAt: project.createdAt.toISOString(),
  }
  if (!(await watchesQuality(actor, projectId))) return shown
  return { ...shown, defaultOverlap: project.defaultOverlap, access: project.access }
}

/** Every project the actor has a role in, newest first. */
export async function listProjects(actor: Actor) {
  const user = actor.kind === 'system' ? null : signedIn(actor)
  const mine =
    user === null || user.role === 'admin'
      ? {}
      : { OR: [{ access: 'everyone' }, { members: { some: { userId: user.userId } } }] }
  const bound = user === null || user.projectId === null ? {} : { id: user.projectId }
  const rows = await db.project.findMany({
    where: { deletedAt: null, ...bound, ...mine },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: 1000,
    include: { members: { where: { userId: user?.userId ?? '' }, select: { role: true } } },
  })
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    taskType: row.taskType,
    guidelinesVersion: row.guidelinesVersion,
    createdAt: row.createdAt.toISOString(),
    /** What the actor is there. */
    role: user === null || user.role === 'admin' ? 'admin' : (row.members[0]?.role ?? 'labeler'),
  }))
}

export interface ProjectChange {
  name?: string
  config?: unknown
  defaultOverlap?: number
  access?: Access
}

/** A changed config is a new version: answers keep the version they were given under. */
export async function updateProject(actor: Actor, projectId: string, change: ProjectChange): Promise<Project> {
  await assertCan(actor, 'update-project', { projectId })
  const { taskType } = await db.project.findFirstOrThrow({ where: { id: projectId, deletedAt: null } })
  const config = change.config === undefined ? undefined : JSON.stringify(checkedConfig(taskType, change.config))
  await audited(actor, async (tx) => {
    const before = await tx.project.findUniqueOrThrow({ where: { id: projectId } })
    const reconfigured = config !== undefined && config !== before.config
    await tx.project.update({
      where: { id: projectId },
      data: {
        name: change.name ?? before.name,
        defaultOverlap: change.defaultOverlap ?? before.defaultOverlap,
        access: change.access ?? before.access,
        ...(reconfigured ? { config, configVersion: before.configVersion + 1 } : {}),
      },
    })
    const detail = { changed: Object.keys(change) }
    return {
      value: undefined,
      entry: { action: 'project.update', subjectType: 'project', subjectId: projectId, projectId, detail },
    }
  })
  return readProject(actor, projectId)
}

/** Hidden at once, its rows kept: an admin of the server can bring it back. */
export async function deleteProject(actor: Actor, projectId: string): Promise<void> {
  await assertCan(actor, 'delete-project', { projectId })
  await audited(actor, async (tx) => {
    await tx.project.update({ where: { id: projectId }, data: { deletedAt: now() } })
    return {
      value: undefined,
      entry: { action: 'project.delete', subjectType: 'project', subjectId: projectId, projectId },
    }
  })
}

/** A new version of what labelers read; older versions stay, since answers name the one they were given under. */
export async function publishGuidelines(
  actor: Actor,
  projectId: string,
  given: { markdown: string; note?: string },
): Promise<{ version: number }> {
  await assertCan(actor, 'update-project', { projectId })
  return audited(actor, async (tx) => {
    const version = await addGuidelines(tx, actor, projectId, { markdown: given.markdown, note: given.note ?? '' })
    return {
      value: { version },
      entry: {
        action: 'guidelines.publish',
        subjectType: 'project',
        subjectId: projectId,
        projectId,
        detail: { version },
      },
    }
  })
}

export async function listGuidelines(actor: Actor, projectId: string) {
  await assertCan(actor, 'read-project', { projectId })
  const rows = await db.guidelines.findMany({ where: { projectId }, orderBy: { version: 'desc' }, take: 200 })
  return rows.map((row) => ({
    version: row.version,
    markdown: row.markdown,
    note: row.note,
    createdAt: row.createdAt.toISOString(),
  }))
}

async function addGuidelines(
  tx: Transaction,
  actor: Actor,
  projectId: string,
  given: { markdown: string; note: string },
): Promise<number> {
  const { guidelinesVersion: version } = await tx.project.update({
    where: { id: projectId },
    data: { guidelinesVersion: { increment: 1 } },
  })
  await tx.guidelines.create({ data: { projectId, version, ...given, createdAt: now(), authorId: makerOf(actor) } })
  return version
}

async function watchesQuality(actor: Actor, projectId: string): Promise<boolean> {
  if (actor.kind !== 'user') return true
  const { role } = await standingInProject(actor, projectId)
  return role !== null && role !== 'labeler'
}

function checkedConfig(taskType: string, config: unknown): unknown {
  const spec = taskTypeOf(taskType)
  const result = spec.config.safeParse(config ?? spec.defaultConfig)
  if (result.success) return result.data
  throw badInput(result.error, 'config')
}
