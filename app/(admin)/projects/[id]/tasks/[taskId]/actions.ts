'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { removeGold, setGold } from '@/lib/server/gold/set-gold'
import { action } from '@/lib/server/http/handlers'
import { idSchema, text } from '@/lib/server/http/schemas'
import { sendBack } from '@/lib/server/review/send-back'
import { sendToReview } from '@/lib/server/review/send-to-review'

const noteSchema = text(2000)

function changed(): void {
  revalidatePath('/projects/[id]/tasks/[taskId]', 'page')
}

export const sendToReviewAction = action(
  z.strictObject({ taskId: idSchema, note: noteSchema }),
  async (actor, { taskId, note }) => {
    await sendToReview(actor, taskId, { note })
    changed()
  },
)

export const sendBackAction = action(
  z.strictObject({ taskId: idSchema, assignmentId: idSchema, note: noteSchema }),
  async (actor, { taskId, assignmentId, note }) => {
    await sendBack(actor, taskId, { to: 'labeler', assignmentId, note })
    changed()
  },
)

export const askOneMoreAction = action(z.strictObject({ taskId: idSchema }), async (actor, { taskId }) => {
  await sendBack(actor, taskId, { to: 'others' })
  changed()
})

export const makeKnownAction = action(
  z.strictObject({ taskId: idSchema, answer: z.json() }),
  async (actor, { taskId, answer }) => {
    await setGold(actor, taskId, answer)
    changed()
  },
)

export const forgetKnownAction = action(z.strictObject({ taskId: idSchema }), async (actor, { taskId }) => {
  await removeGold(actor, taskId)
  changed()
})
