import 'server-only'
import { z } from 'zod'
import { batchKinds } from '@/lib/server/batches/batch-rules'

const adaptive = z.strictObject({ certainty: z.number().gt(0).lt(1), cap: z.number().int().min(2).max(20) }).nullable()

export const batchRuleMembers = {
  kind: z
    .enum(batchKinds)
    .optional()
    .meta({ description: 'training and qualification hold known answers only; they count in no figure and no export' }),
  goldRate: z
    .number()
    .min(0)
    .max(0.5)
    .optional()
    .meta({ description: 'Share of a labeler’s tasks that are known answers, mixed in unannounced' }),
  adaptive: adaptive
    .optional()
    .meta({ description: 'One more annotator while the answer is less certain than this, up to the cap; null: never' }),
}

export const batchRuleReply = { kind: z.enum(batchKinds), goldRate: z.number(), adaptive }
