import 'server-only'
import { z } from 'zod'

/** A run of places in a batch's order: one for each import, 2³² wide. */
export interface Segment {
  batchId: string
  first: number
  end: number
}

/** Known answers lie in a lane of their own where they are mixed in, and where the whole batch is of them. `b` is the batch. */
export const laneOfPublished = `CASE WHEN "Task"."isGold" AND (b."goldRate" > 0 OR b."kind" <> 'work') THEN 2 ELSE 1 END`

const stagedMark = 'staged:'
/** Beginning of what `staged` writes, for LIKE. */
export const stagedPattern = `${stagedMark}%`

const stagedSchema = z.object({
  prelabel: z.string().nullable(),
  configVersion: z.number(),
  annotations: z.array(
    z.object({
      annotator: z.string(),
      answer: z.string(),
      order: z.string(),
      timeSpentMs: z.number(),
      createdAt: z.number().nullable(),
    }),
  ),
})
export type StagedAnswers = z.infer<typeof stagedSchema>

/**
 * Answers on their way in. While a task is staged nobody reads its prelabel: it holds them until the task is published, so that they share
 * its fate in a crash and need no table of their own.
 */
export function staged(answers: StagedAnswers): string {
  return stagedMark + JSON.stringify(answers)
}

export function readStaged(text: string): StagedAnswers {
  return stagedSchema.parse(JSON.parse(text.slice(stagedMark.length)))
}
