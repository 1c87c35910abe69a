'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { createBatch, updateBatch } from '@/lib/server/batches/batches'
import { action } from '@/lib/server/http/handlers'
import { idSchema } from '@/lib/server/http/schemas'
import * as operations from '@/lib/server/http/schemas-projects'
import { bodyOf } from '../../body-of'

export const createBatchAction = action(
  z.strictObject({ projectId: idSchema, batch: bodyOf(operations.createBatch) }),
  async (actor, { projectId, batch }) => ({ id: (await createBatch(actor, projectId, batch)).id }),
)

export const updateBatchAction = action(
  z.strictObject({ id: idSchema, change: bodyOf(operations.updateBatch) }),
  async (actor, { id, change }) => {
    const { projectId } = await updateBatch(actor, id, change)
    revalidatePath(`/projects/${projectId}`, 'layout')
  },
)
