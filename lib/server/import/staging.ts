import 'server-only'
import { z } from 'zod'
import { driver } from '../db/db'
import { postgresStaging } from './staging-postgresql'
import { sqliteStaging } from './staging-sqlite'

interface StagedTask {
  id: string
  externalId: string
  pos: number
  title: string
  payload: string
  meta: string
  gold: string | null
  mediaIds: string[]
  /** What labelers start from, or, with answers to come, `staged()` of both. */
  prelabel: string | null
}

/** A run of places in a batch's order: one for each import, 2³² wide. */
export interface Segment {
  batchId: string
  first: number
  end: number
}

/** Tasks on their way into a batch: in lane 9, where no claim looks. One suite of tests runs on both engines. */
export interface Staging {
  /** Which of these ids the batch already has. */
  knownIds(batchId: string, externalIds: readonly string[]): Promise<Set<string>>
  insert(batchId: string, overlap: number, tasks: readonly StagedTask[]): Promise<void>
  /** Moves up to `most` staged tasks into their lane, with the overlap the batch has by now. Returns how many. */
  publish(segment: Segment, most: number): Promise<number>
  /** The same for tasks that bring answers: task and answers become visible in one transaction. */
  publishAnswered(segment: Segment, most: number): Promise<number>
  /** Removes up to `most` staged tasks and returns how many. */
  discard(segment: Segment, most: number): Promise<number>
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

const segmentWidth = 2 ** 32

export function segmentOf(batchId: string, segment: number): Segment {
  return { batchId, first: segment * segmentWidth, end: (segment + 1) * segmentWidth }
}

export function staging(): Staging {
  const current = driver()
  return current.engine === 'sqlite' ? sqliteStaging(current.database, current.line) : postgresStaging(current.pool)
}
