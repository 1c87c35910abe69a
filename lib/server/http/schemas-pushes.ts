import 'server-only'
import { z } from 'zod'
import { pushOrderSchema, pushStates, pushTokenSchema } from '@/lib/server/export-push/push-order'
import { defineOperation } from './operation'
import { idParams, idSchema } from './schemas'

const tag = 'Data'

export const pushExport = defineOperation({
  id: 'pushExport',
  method: 'POST',
  path: '/api/v1/exports/{id}/pushes',
  tag,
  status: 202,
  summary: 'Send the files of a finished export to a hub or the object store; what is there already is not sent again',
  params: idParams,
  body: pushOrderSchema,
  reply: z.object({ id: idSchema }),
})

export const listPushes = defineOperation({
  id: 'listPushes',
  method: 'GET',
  path: '/api/v1/exports/{id}/pushes',
  tag,
  summary: 'Where an export was sent, and how far each is',
  params: idParams,
  reply: z.object({
    pushes: z.array(
      z
        .object({
          id: idSchema,
          target: z.enum(['hub', 's3']),
          place: z.string(),
          state: z.enum(pushStates),
          written: z.number().int(),
          total: z.number().int(),
          url: z.string().nullable(),
          error: z.string().nullable(),
          createdAt: z.string(),
          finishedAt: z.string().nullable(),
        })
        .meta({ id: 'Push' }),
    ),
  }),
})

export const resumePush = defineOperation({
  id: 'resumePush',
  method: 'POST',
  path: '/api/v1/pushes/{id}/resume',
  tag,
  status: 204,
  summary:
    'Give a push that a stop of the server interrupted its token again; what has arrived is not sent a second time',
  params: idParams,
  body: pushTokenSchema,
})

export const cancelPush = defineOperation({
  id: 'cancelPush',
  method: 'POST',
  path: '/api/v1/pushes/{id}/cancel',
  tag,
  status: 204,
  summary: 'Stop a push that waits or runs; what has arrived stays there',
  params: idParams,
})
