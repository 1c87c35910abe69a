import 'server-only'
import { z } from 'zod'
import { standingStates } from '@/lib/server/standing/standing-row'
import { defineOperation } from './operation'
import { dateSchema, idParams, idSchema, text } from './schemas'

const tag = 'Quality'
const share = z.number().min(0).max(1)
export const setGold = defineOperation({
  id: 'setGold',
  method: 'PUT',
  path: '/api/v1/tasks/{id}/gold',
  tag,
  status: 204,
  summary: 'Make an answer the known one of a task, or replace it; everyone who answered is scored against it',
  params: idParams,
  body: z.strictObject({ gold: z.json() }),
})

export const removeGold = defineOperation({
  id: 'removeGold',
  method: 'DELETE',
  path: '/api/v1/tasks/{id}/gold',
  tag,
  status: 204,
  summary: 'Forget the known answer of a task and the scores against it',
  params: idParams,
})

const policy = z
  .object({
    qualify: z.strictObject({ score: share, answers: z.number().int().min(1).max(1000) }).nullable(),
    pause: z.strictObject({ below: share, after: z.number().int().min(1).max(1000) }).nullable(),
    disputeBelow: share,
    ownFigures: z.boolean().meta({ description: 'Labelers see how often others agree with them' }),
  })
  .meta({ id: 'QualityPolicy' })

export const readQualityPolicy = defineOperation({
  id: 'readQualityPolicy',
  method: 'GET',
  path: '/api/v1/projects/{id}/quality',
  tag,
  summary: 'When labelers qualify, when they are paused, when a task is disputed, what they see of themselves',
  params: idParams,
  reply: policy,
})

export const updateQualityPolicy = defineOperation({
  id: 'updateQualityPolicy',
  method: 'PATCH',
  path: '/api/v1/projects/{id}/quality',
  tag,
  summary: 'Change it; null switches qualification or pause off',
  params: idParams,
  body: policy.partial(),
  reply: policy,
})

const standing = z
  .object({
    labelerId: idSchema,
    name: z.string(),
    state: z.enum(standingStates).nullable(),
    reason: z.string().nullable(),
    since: dateSchema.nullable(),
    bySystem: z.boolean(),
    answers: z.number().int(),
    gold: z.object({ n: z.number().int(), mean: z.number(), low: z.number(), high: z.number() }).nullable(),
  })
  .meta({ id: 'LabelerStanding' })

export const listStandings = defineOperation({
  id: 'listStandings',
  method: 'GET',
  path: '/api/v1/projects/{id}/labelers',
  tag,
  summary: 'The people who labeled in a project, their score against known answers, and what was decided about them',
  params: idParams,
  reply: z.object({ labelers: z.array(standing) }),
})

export const setStanding = defineOperation({
  id: 'setStanding',
  method: 'PUT',
  path: '/api/v1/projects/{id}/labelers/{userId}/standing',
  tag,
  status: 204,
  summary: 'Pause, exclude or let a labeler in; null forgets the decision',
  params: z.strictObject({ id: idSchema, userId: idSchema }),
  body: z.strictObject({ state: z.enum(standingStates).nullable(), reason: text(500).trim().optional() }),
})
