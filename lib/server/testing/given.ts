import 'server-only'
import { linePosition } from '@/lib/core/assignment/line-position'
import type { Actor, Role } from '../access/actor'
import { noDeadline, now } from '../clock'
import { db } from '../db/db'
import { newId } from '../ids'

export interface GivenUser {
  id: string
  name: string
  role: Role
  /** The person with all rights of their account, signed in by session. */
  actor: Actor
}

export async function givenUser(given: { name?: string; role?: Role; email?: string } = {}): Promise<GivenUser> {
  const id = newId()
  const { name = `Person ${id.slice(0, 4)}`, role = 'labeler', email = `${id.toLowerCase()}@example.org` } = given
  await db.user.create({ data: { id, name, role, email, createdAt: now() } })
  const actor: Actor = {
    kind: 'user',
    userId: id,
    name,
    role,
    via: 'session',
    scopes: ['all'],
    projectId: null,
    tokenId: null,
  }
  return { id, name, role, actor }
}

export interface GivenProject {
  id: string
}

export interface ProjectWish {
  name?: string
  taskType?: string
  config?: unknown
  access?: 'everyone' | 'members'
  members?: { userId: string; role: 'manager' | 'reviewer' | 'labeler' }[]
}

export async function givenProject(wish: ProjectWish = {}): Promise<GivenProject> {
  const id = newId()
  const {
    name = `Project ${id.slice(0, 4)}`,
    taskType = 'sentiment',
    config = {},
    access = 'everyone',
    members = [],
  } = wish
  await db.project.create({
    data: {
      id,
      name,
      taskType,
      config: JSON.stringify(config),
      access,
      createdAt: now(),
      members: { create: members },
    },
  })
  return { id }
}

export interface GivenBatch {
  id: string
  projectId: string
  /** In the order of `tasks`. */
  taskIds: string[]
}

export interface BatchWish {
  projectId?: string
  overlap?: number
  priority?: number
  deadline?: Date
  status?: 'active' | 'paused' | 'closed'
  labelers?: string[]
  order?: 'random' | 'imported'
  /** Payloads as stored, or how many texts to make up. */
  tasks?: number | unknown[]
  gold?: unknown
}

/** A batch with its tasks in line, as an import would leave it. Without a project one is made, open to everyone. */
export async function givenBatch(wish: BatchWish = {}): Promise<GivenBatch> {
  const id = newId()
  const projectId = wish.projectId ?? (await givenProject()).id
  const { overlap = 3, priority = 0, deadline = noDeadline, status = 'active', order = 'imported', tasks = 3 } = wish
  const payloads =
    typeof tasks === 'number' ? Array.from({ length: tasks }, (_, i) => ({ text: `Text ${i + 1}` })) : tasks
  const labelers = (wish.labelers ?? []).map((userId) => ({ userId }))
  await db.batch.create({
    data: {
      id,
      projectId,
      name: `Batch ${id.slice(0, 4)}`,
      overlap,
      priority,
      deadline,
      status,
      restricted: wish.labelers !== undefined,
      taskOrder: order,
      seed: 1,
      segments: 1,
      hasOpen: payloads.length > 0,
      taskCount: payloads.length,
      createdAt: now(),
      labelers: { create: labelers },
    },
  })
  const rows = payloads.map((payload, index) => ({ id: newId(), index, payload }))
  await db.task.createMany({
    data: rows.map(({ id: taskId, index }) => ({
      id: taskId,
      batchId: id,
      externalId: `line-${index + 1}`,
      overlap,
      free: overlap,
      lane: 1,
      pos: BigInt(linePosition(1, index, 1, order)),
      isGold: wish.gold !== undefined,
      title: `Task ${index + 1}`,
    })),
  })
  const gold = wish.gold === undefined ? null : JSON.stringify(wish.gold)
  await db.taskContent.createMany({
    data: rows.map(({ id: taskId, payload }) => ({ taskId, payload: JSON.stringify(payload), meta: '{}', gold })),
  })
  return { id, projectId, taskIds: rows.map((row) => row.id) }
}
