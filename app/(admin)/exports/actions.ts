'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { cancelPush, pushExport } from '@/lib/server/export-push/push-export'
import { pushOrderSchema } from '@/lib/server/export-push/push-order'
import { cancelExport, createExport } from '@/lib/server/exports/create-export'
import { exportOptionsSchema } from '@/lib/server/exports/export-options'
import { previewExport } from '@/lib/server/exports/preview-export'
import { deleteExport } from '@/lib/server/exports/read-export'
import { action } from '@/lib/server/http/handlers'
import { idSchema } from '@/lib/server/http/schemas'

const order = z.strictObject({ projectId: idSchema, options: exportOptionsSchema })

export const createExportAction = action(order, async (actor, { projectId, options }) => {
  const made = await createExport(actor, projectId, options)
  revalidatePath(`/projects/${projectId}/exports`)
  return made
})

export const previewExportAction = action(order, (actor, { projectId, options }) =>
  previewExport(actor, projectId, options),
)

export const cancelExportAction = action(z.strictObject({ id: idSchema }), async (actor, { id }) => {
  await cancelExport(actor, id)
  revalidatePath('/exports', 'layout')
})

export const deleteExportAction = action(z.strictObject({ id: idSchema }), async (actor, { id }) => {
  await deleteExport(actor, id)
  revalidatePath('/exports', 'layout')
})

export const pushExportAction = action(
  z.strictObject({ id: idSchema, order: pushOrderSchema }),
  async (actor, { id, order }) => {
    const made = await pushExport(actor, id, order)
    revalidatePath('/exports', 'layout')
    return made
  },
)

export const cancelPushAction = action(z.strictObject({ id: idSchema }), async (actor, { id }) => {
  await cancelPush(actor, id)
  revalidatePath('/exports', 'layout')
})
