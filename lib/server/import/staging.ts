import 'server-only'
import { driver } from '../db/db'
import type { Segment } from './staged-answers'
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

const segmentWidth = 2 ** 32

export function segmentOf(batchId: string, segment: number): Segment {
  return { batchId, first: segment * segmentWidth, end: (segment + 1) * segmentWidth }
}

export function staging(): Staging {
  const current = driver()
  return current.engine === 'sqlite' ? sqliteStaging(current.database, current.line) : postgresStaging(current.pool)
}
