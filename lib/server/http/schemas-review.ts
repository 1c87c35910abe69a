import 'server-only'
import { z } from 'zod'
import { defineOperation } from './operation'
import { dateSchema, idParams, idSchema, text } from './schemas'

const tag = 'Review'
const taskParams = z.strictObject({ taskId: idSchema })
const answerLimit = 8 * 1024 * 1024
const countSchema = z.number().int().min(1).max(10)
const letterSchema = z
  .string()
  .regex(/^[A-Z]{1,2}$/, 'Name an answer by its letter: A, B, …')
  .meta({ description: 'The letter under which the reviewer saw the answer' })
const basisSchema = z.string().min(1).max(64).meta({ description: 'The `basis` of the task as it was claimed' })
const noteSchema = text(2000).optional()
const nextSchema = z.number().int().min(0).max(10).optional().meta({ description: 'How many tasks to lease with it' })
const passedTooSchema = z.boolean().optional().meta({ description: 'Also tasks that one had left to others' })

const reviewTask = z
  .looseObject({
    taskId: idSchema,
    projectId: idSchema,
    batchId: idSchema,
    payload: z.unknown(),
    config: z.unknown(),
    answers: z.array(
      z.looseObject({
        letter: z.string(),
        answer: z.unknown(),
        summary: z.string(),
        flag: z.string().nullable(),
        note: z.string().nullable(),
      }),
    ),
    basis: z.string(),
    agreement: z.number().nullable(),
    why: z.enum(['disputed', 'flagged', 'sent']),
    suggestion: z.object({ label: z.string(), answer: z.unknown() }).nullable(),
    draft: z.unknown(),
    draftRevision: z.number().int(),
    leaseExpiresAt: dateSchema.nullable(),
  })
  .meta({
    id: 'ReviewTask',
    description:
      'A disputed task with its answers as A, B, C in an order of its own for each reviewer: no names, no times, no known answer',
  })

const progress = z.object({ done: z.number(), total: z.number(), mine: z.number(), passed: z.number() })
const revealed = z.object({
  answers: z.array(z.object({ letter: z.string(), annotator: z.string(), summary: z.string() })),
  gold: z.object({ answer: z.unknown(), summary: z.string() }).nullable(),
})

export const reviewQueues = defineOperation({
  id: 'reviewQueues',
  method: 'GET',
  path: '/api/v1/review/queues',
  tag,
  summary: 'Projects whose disputed tasks one may settle, with how many wait',
  reply: z.object({
    queues: z.array(
      z.object({
        projectId: idSchema,
        projectName: z.string(),
        taskType: z.string(),
        waiting: z.number(),
        settled: z.number(),
        passed: z.number(),
      }),
    ),
  }),
})

export const claimReview = defineOperation({
  id: 'claimReview',
  method: 'POST',
  path: '/api/v1/review/claim',
  tag,
  summary:
    'Lease disputed tasks of a project for a quarter of an hour, or one task by its id; an empty list when none waits',
  body: z
    .strictObject({
      projectId: idSchema.optional(),
      taskId: idSchema.optional(),
      count: countSchema.default(1),
      passedToo: passedTooSchema,
    })
    .refine((body) => (body.projectId === undefined) !== (body.taskId === undefined), 'Name a project or a task.'),
  reply: z.object({ tasks: z.array(reviewTask), progress: progress.nullable() }),
})

export const saveReviewDraft = defineOperation({
  id: 'saveReviewDraft',
  method: 'PUT',
  path: '/api/v1/review/{taskId}/draft',
  tag,
  summary:
    'Keep an unfinished verdict. `revision` is the one it is based on; 409 with the stored draft when another is newer',
  params: taskParams,
  bodyLimit: answerLimit,
  body: z.strictObject({ draft: z.json(), revision: z.number().int().min(0) }),
  reply: z.object({ revision: z.number().int(), savedAt: dateSchema }),
})

export const decideReview = defineOperation({
  id: 'decideReview',
  method: 'POST',
  path: '/api/v1/review/{taskId}/decide',
  tag,
  summary:
    'Settle a task: accept an answer, merge, or answer anew. The same verdict again is one verdict; another is a revision. The reply names the annotators by pseudonym and shows the known answer',
  params: taskParams,
  bodyLimit: answerLimit,
  body: z.discriminatedUnion('how', [
    z.strictObject({
      how: z.literal('accepted'),
      annotation: letterSchema,
      basis: basisSchema,
      note: noteSchema,
      next: nextSchema,
      passedToo: passedTooSchema,
    }),
    z.strictObject({
      how: z.enum(['merged', 'anew']),
      answer: z.unknown(),
      note: noteSchema,
      next: nextSchema,
      passedToo: passedTooSchema,
    }),
  ]),
  reply: z.object({
    verdict: z.object({
      taskId: idSchema,
      how: z.string(),
      letter: z.string().nullable(),
      answer: z.unknown(),
      note: z.string().nullable(),
      revision: z.number().int(),
    }),
    revealed,
    progress,
    next: z.array(reviewTask),
  }),
})

export const undoReview = defineOperation({
  id: 'undoReview',
  method: 'POST',
  path: '/api/v1/review/{taskId}/undo',
  tag,
  summary: 'Take back one’s last verdict within ten minutes; the task is one’s own again',
  params: taskParams,
  reply: reviewTask,
})

export const passReview = defineOperation({
  id: 'passReview',
  method: 'POST',
  path: '/api/v1/review/{taskId}/pass',
  tag,
  summary: 'Leave a task to other reviewers; the draft stays',
  params: taskParams,
})

export const releaseReview = defineOperation({
  id: 'releaseReview',
  method: 'POST',
  path: '/api/v1/review/{taskId}/release',
  tag,
  summary: 'Give a task back, for oneself later or for others; the draft stays',
  params: taskParams,
})

export const renewReview = defineOperation({
  id: 'renewReview',
  method: 'POST',
  path: '/api/v1/review/{taskId}/renew',
  tag,
  summary: 'Hold on to a task that is still being reviewed',
  params: taskParams,
  reply: z.object({ leaseExpiresAt: dateSchema }),
})

export const sendBack = defineOperation({
  id: 'sendBack',
  method: 'POST',
  path: '/api/v1/review/{taskId}/send-back',
  tag,
  summary:
    'Instead of a verdict: ask the labeler of an answer to look again (named by its letter, or by managers through its assignment), or ask one more labeler',
  params: taskParams,
  body: z.union([
    z.strictObject({ to: z.literal('others') }),
    z.strictObject({ to: z.literal('labeler'), annotation: letterSchema, basis: basisSchema, note: text(2000) }),
    z.strictObject({ to: z.literal('labeler'), assignmentId: idSchema, note: text(2000) }),
  ]),
})

export const sendToReview = defineOperation({
  id: 'sendToReview',
  method: 'POST',
  path: '/api/v1/review/{taskId}/send',
  tag,
  summary: 'Put a finished task before the reviewers, whatever its agreement, settled or not',
  params: taskParams,
  body: z.strictObject({ note: noteSchema }),
})

export const revealReview = defineOperation({
  id: 'revealReview',
  method: 'GET',
  path: '/api/v1/review/{taskId}/revealed',
  tag,
  summary:
    'What was hidden while one judged: annotators by pseudonym, and the known answer. Only after one’s own verdict',
  params: taskParams,
  reply: revealed,
})

export const listAdjudications = defineOperation({
  id: 'listAdjudications',
  method: 'GET',
  path: '/api/v1/projects/{id}/adjudications',
  tag,
  summary:
    'The verdicts of a project, newest first, with who decided (by pseudonym), how, why, and what was decided before',
  params: idParams,
  query: z.strictObject({ cursor: z.string().max(200).optional(), mine: z.enum(['true', 'false']).optional() }),
  reply: z.object({ items: z.array(z.looseObject({ taskId: idSchema })), next: z.string().nullable() }),
})
