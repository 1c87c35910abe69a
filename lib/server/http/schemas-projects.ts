import 'server-only'
import { z } from 'zod'
import { emailSchema } from '@/lib/server/auth/email-address'
import { taskTypes } from '@/lib/task-types/registry'
import { batchRuleMembers, batchRuleReply } from './batch-rule-members'
import { defineOperation } from './operation'
import { dateSchema, idParams, idSchema, nameSchema, text } from './schemas'

const tag = 'Projects'
const overlapSchema = z.number().int().min(1).max(20)
const accessSchema = z.enum(['everyone', 'members'])
const memberRole = z.enum(['manager', 'reviewer', 'labeler'])
const markdownSchema = text(200_000)

const project = z
  .object({
    id: idSchema,
    name: z.string(),
    taskType: z.string(),
    config: z.unknown(),
    configVersion: z.number().int(),
    guidelinesVersion: z.number().int(),
    guidelines: z.string(),
    createdAt: dateSchema,
    defaultOverlap: z.number().int().optional(),
    access: z.string().optional(),
  })
  .meta({ id: 'Project' })

const batch = z
  .object({
    id: idSchema,
    projectId: idSchema,
    name: z.string(),
    status: z.enum(['active', 'paused', 'closed']),
    overlap: z.number().int(),
    priority: z.number().int(),
    deadline: dateSchema.nullable(),
    order: z.enum(['random', 'imported']),
    restricted: z.boolean(),
    createdAt: dateSchema,
    ...batchRuleReply,
    progress: z
      .object({
        tasks: z.number(),
        completed: z.number(),
        submitted: z.number(),
        wanted: z.number(),
        mixedIn: z.number(),
        open: z.number(),
      })
      .optional(),
  })
  .meta({ id: 'Batch' })

export const createProject = defineOperation({
  id: 'createProject',
  method: 'POST',
  path: '/api/v1/projects',
  tag,
  status: 201,
  summary: 'Make a project; config and guidelines may follow later',
  body: z.strictObject({
    name: nameSchema,
    taskType: z
      .string()
      .max(100)
      .meta({ description: `One of ${Object.keys(taskTypes).join(', ')}` }),
    config: z.unknown().optional(),
    guidelines: markdownSchema.optional(),
    defaultOverlap: overlapSchema.optional(),
    access: accessSchema.optional(),
  }),
  reply: project,
})

export const listProjects = defineOperation({
  id: 'listProjects',
  method: 'GET',
  path: '/api/v1/projects',
  tag,
  summary: 'The projects one has a role in',
  reply: z.object({
    projects: z.array(z.looseObject({ id: idSchema, name: z.string(), taskType: z.string(), role: z.string() })),
  }),
})

export const readProject = defineOperation({
  id: 'readProject',
  method: 'GET',
  path: '/api/v1/projects/{id}',
  tag,
  summary: 'A project with its config and newest guidelines',
  params: idParams,
  reply: project,
})

export const updateProject = defineOperation({
  id: 'updateProject',
  method: 'PATCH',
  path: '/api/v1/projects/{id}',
  tag,
  summary: 'Change a project; a changed config is a new version',
  params: idParams,
  body: z.strictObject({
    name: nameSchema.optional(),
    config: z.unknown().optional(),
    defaultOverlap: overlapSchema.optional(),
    access: accessSchema.optional(),
  }),
  reply: project,
})

export const deleteProject = defineOperation({
  id: 'deleteProject',
  method: 'DELETE',
  path: '/api/v1/projects/{id}',
  tag,
  status: 204,
  summary: 'Hide a project from everyone; its rows are kept',
  params: idParams,
})

export const publishGuidelines = defineOperation({
  id: 'publishGuidelines',
  method: 'POST',
  path: '/api/v1/projects/{id}/guidelines',
  tag,
  status: 201,
  summary: 'Publish a new version of the guidelines',
  params: idParams,
  body: z.strictObject({ markdown: markdownSchema, note: text(500).optional() }),
  reply: z.object({ version: z.number().int() }),
})

export const listGuidelines = defineOperation({
  id: 'listGuidelines',
  method: 'GET',
  path: '/api/v1/projects/{id}/guidelines',
  tag,
  summary: 'All versions of the guidelines, newest first',
  params: idParams,
  reply: z.object({
    versions: z.array(
      z.object({ version: z.number().int(), markdown: z.string(), note: z.string(), createdAt: dateSchema }),
    ),
  }),
})

export const listMembers = defineOperation({
  id: 'listMembers',
  method: 'GET',
  path: '/api/v1/projects/{id}/members',
  tag,
  summary: 'Who has a role in the project',
  params: idParams,
  reply: z.object({ members: z.array(z.looseObject({ userId: idSchema, name: z.string(), role: memberRole })) }),
})

export const addMember = defineOperation({
  id: 'addMember',
  method: 'POST',
  path: '/api/v1/projects/{id}/members',
  tag,
  status: 204,
  summary: 'Give a person a role in the project, or another one',
  params: idParams,
  body: z.union([
    z.strictObject({ userId: idSchema, role: memberRole }),
    z.strictObject({ email: emailSchema, role: memberRole }),
  ]),
})

export const removeMember = defineOperation({
  id: 'removeMember',
  method: 'DELETE',
  path: '/api/v1/projects/{id}/members/{userId}',
  tag,
  status: 204,
  summary: 'Take a person out of the project',
  params: z.strictObject({ id: idSchema, userId: idSchema }),
})

const batchMembers = {
  priority: z.number().int().min(-1000).max(1000).optional(),
  deadline: dateSchema.nullable().optional(),
  ...batchRuleMembers,
}

export const createBatch = defineOperation({
  id: 'createBatch',
  method: 'POST',
  path: '/api/v1/projects/{id}/batches',
  tag,
  status: 201,
  summary: 'Make an empty batch: `overlap` people label each of its tasks',
  params: idParams,
  body: z.strictObject({
    name: nameSchema,
    overlap: overlapSchema.optional(),
    ...batchMembers,
    labelers: z.array(idSchema).min(1).max(1000).optional(),
    order: z.enum(['random', 'imported']).optional(),
  }),
  reply: batch,
})

export const listBatches = defineOperation({
  id: 'listBatches',
  method: 'GET',
  path: '/api/v1/projects/{id}/batches',
  tag,
  summary: 'The batches of a project with their progress',
  params: idParams,
  reply: z.object({ batches: z.array(batch) }),
})

export const readBatch = defineOperation({
  id: 'readBatch',
  method: 'GET',
  path: '/api/v1/batches/{id}',
  tag,
  summary: 'A batch and its progress',
  params: idParams,
  reply: batch,
})

export const updateBatch = defineOperation({
  id: 'updateBatch',
  method: 'PATCH',
  path: '/api/v1/batches/{id}',
  tag,
  summary: 'Pause, close, reprioritise; `labelers: null` opens it to everyone in the project',
  params: idParams,
  body: z.strictObject({
    name: nameSchema.optional(),
    status: z.enum(['active', 'paused', 'closed']).optional(),
    overlap: overlapSchema.optional(),
    ...batchMembers,
    labelers: z.array(idSchema).min(1).max(1000).nullable().optional(),
  }),
  reply: batch,
})
