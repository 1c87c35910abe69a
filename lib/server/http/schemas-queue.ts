import 'server-only'
import { z } from 'zod'
import { defineOperation } from './operation'
import { dateSchema, idParams, idSchema, text } from './schemas'

const tag = 'Labeling'
const countSchema = z.number().int().min(1).max(10)
const answerLimit = 8 * 1024 * 1024

const assignment = z
  .object({
    id: idSchema,
    taskId: idSchema,
    batchId: idSchema,
    payload: z.unknown(),
    media: z
      .array(z.object({ id: idSchema, mime: z.string() }))
      .optional()
      .meta({ description: 'Files that the task shows, at /api/media/{id}, to be fetched ahead' }),
    config: z.unknown(),
    order: z
      .array(z.number().int())
      .meta({ description: 'order[i] is the canonical index of the alternative shown at place i' }),
    draft: z.unknown(),
    draftRevision: z.number().int(),
    suggested: z.boolean().meta({ description: 'The draft is a suggestion that the import brought, not one’s own' }),
    sentBack: z
      .string()
      .nullable()
      .optional()
      .meta({ description: 'A reviewer sent the answer back with these words' }),
    flag: z.string().nullable().optional().meta({ description: 'One’s own mark on the task, and note to it, so far' }),
    note: z.string().nullable().optional(),
    leaseExpiresAt: dateSchema.nullable(),
    guidelinesVersion: z.number().int(),
  })
  .meta({ id: 'Assignment' })

export const claim = defineOperation({
  id: 'claim',
  method: 'POST',
  path: '/api/v1/queue/claim',
  tag,
  summary:
    'Lease the next tasks of a batch, of a project, or of all that is open to oneself; an empty list when none is left',
  body: z
    .strictObject({
      batchId: idSchema.optional(),
      projectId: idSchema.optional(),
      count: countSchema.default(1),
      resume: z
        .boolean()
        .optional()
        .meta({ description: 'Give all that one has open there first, not only what was begun' }),
    })
    .refine(
      (body) => body.batchId === undefined || body.projectId === undefined,
      'Name a batch or a project, not both.',
    ),
  reply: z.object({ assignments: z.array(assignment) }),
})

export const submitAnnotation = defineOperation({
  id: 'submitAnnotation',
  method: 'PUT',
  path: '/api/v1/assignments/{id}/annotation',
  tag,
  summary:
    'Submit an answer. The same answer again is one annotation and the same reply; `next` asks for more tasks in the same round trip',
  params: idParams,
  bodyLimit: answerLimit,
  body: z.strictObject({
    answer: z.unknown(),
    timeSpentMs: z
      .number()
      .int()
      .min(0)
      .max(7 * 24 * 60 * 60 * 1000),
    next: z.number().int().min(0).max(10).optional(),
    draft: z.json().optional().meta({ description: 'What the editor shows, for an undo' }),
    draftRevision: z.number().int().min(0).optional(),
  }),
  reply: z.object({
    annotation: z.looseObject({
      id: idSchema,
      taskId: idSchema,
      answer: z.unknown(),
      revision: z.number().int(),
      createdAt: dateSchema,
    }),
    progress: z.object({ done: z.number(), total: z.number(), mine: z.number() }),
    next: z.array(assignment),
    feedback: z
      .object({
        yours: z.unknown(),
        known: z.unknown(),
        score: z.number(),
        note: z.string().nullable(),
        payload: z.unknown(),
        config: z.unknown(),
      })
      .optional()
      .meta({ description: 'In training batches only: the known answer beside one’s own, 1 for the same' }),
  }),
})

export const saveDraft = defineOperation({
  id: 'saveDraft',
  method: 'PUT',
  path: '/api/v1/assignments/{id}/draft',
  tag,
  summary:
    'Keep unfinished work. `revision` is the one it is based on; 409 with the stored draft when another is newer',
  params: idParams,
  bodyLimit: answerLimit,
  body: z.strictObject({ draft: z.json(), revision: z.number().int().min(0) }),
  reply: z.object({ revision: z.number().int(), savedAt: dateSchema }),
})

export const renewLease = defineOperation({
  id: 'renewLease',
  method: 'POST',
  path: '/api/v1/assignments/{id}/renew',
  tag,
  summary: 'Hold on to a task that is still being worked on',
  params: idParams,
  reply: z.object({ leaseExpiresAt: dateSchema }),
})

export const readAssignment = defineOperation({
  id: 'readAssignment',
  method: 'GET',
  path: '/api/v1/assignments/{id}',
  tag,
  summary: 'An assignment of one’s own; admins and managers read others’ too',
  params: idParams,
  reply: assignment
    .extend({ state: z.string(), answer: z.unknown(), revision: z.number().int().nullable() })
    .meta({ id: 'AssignmentRecord' }),
})

export const skipAssignment = defineOperation({
  id: 'skipAssignment',
  method: 'POST',
  path: '/api/v1/assignments/{id}/skip',
  tag,
  status: 204,
  summary: 'Leave a task to others, with the reason',
  params: idParams,
  body: z.strictObject({ reason: text(200).min(1, 'Say why.'), note: text(2000).optional() }),
})

export const releaseAssignment = defineOperation({
  id: 'releaseAssignment',
  method: 'POST',
  path: '/api/v1/assignments/{id}/release',
  tag,
  status: 204,
  summary: 'Give a task back untouched',
  params: idParams,
})

export const flagAssignment = defineOperation({
  id: 'flagAssignment',
  method: 'POST',
  path: '/api/v1/assignments/{id}/flag',
  tag,
  status: 204,
  summary:
    'Mark a task for the people who run the project, or write a note to it; null takes it back, what is left out stays',
  params: idParams,
  body: z.strictObject({ flag: text(200).nullable().optional(), note: text(2000).nullable().optional() }),
})

export const undoSubmit = defineOperation({
  id: 'undoSubmit',
  method: 'POST',
  path: '/api/v1/assignments/{id}/undo',
  tag,
  summary: 'Open a submitted answer again, within ten minutes; the next submit is a revision',
  params: idParams,
  reply: assignment,
})

export const openQueues = defineOperation({
  id: 'openQueues',
  method: 'GET',
  path: '/api/v1/queues',
  tag,
  summary: 'The batches open to oneself, with what is done and what is left',
  reply: z.looseObject({}),
})

export const myWork = defineOperation({
  id: 'myWork',
  method: 'GET',
  path: '/api/v1/work',
  tag,
  summary: 'What one has labeled, newest first',
  query: z.strictObject({ cursor: z.string().max(200).optional() }),
  reply: z.looseObject({}),
})
