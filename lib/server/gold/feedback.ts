import 'server-only'
import type { AnyTaskType } from '@/lib/core/task-type'
import { scoreOf } from '../outcomes/outcome-of'
import { queueEngine } from '../queue/engine'
import { textOf, textOrNull } from '../queue/statement'

/** What a labeler in training learns about their answer. Nowhere else does a labeler see a known answer. */
export interface Feedback {
  yours: unknown
  known: unknown
  /** 1 − distance: 1 for the same answer. */
  score: number
  /** What the import line said in `meta.note`, for learners. */
  note: string | null
  /** What a review of the two shows, without what labelers may not see. */
  payload: unknown
  config: unknown
}

const select = `SELECT c."gold", c."meta", c."payload" FROM "TaskContent" c JOIN "Task" t ON t."id" = c."taskId" JOIN "Batch" b ON b."id" = t."batchId"
  WHERE c."taskId" = $1 AND t."isGold" = TRUE AND b."kind" = 'training'`

/** Null outside training, and where the task has no known answer. */
export async function feedbackOn(
  taskId: string,
  given: { type: AnyTaskType; config: unknown; answer: unknown },
): Promise<Feedback | null> {
  const [row] = await queueEngine().rows({ text: select, values: [taskId] })
  const gold = row ? textOrNull(row, 'gold') : null
  if (!row || gold === null) return null
  const known: unknown = JSON.parse(gold)
  const { type, config, answer } = given
  return {
    yours: answer,
    known,
    score: scoreOf(answer, known, { spec: type, config }),
    note: noteOf(JSON.parse(textOf(row, 'meta'))),
    payload: type.blind(type.payload.parse(JSON.parse(textOf(row, 'payload')))),
    config,
  }
}

function noteOf(meta: unknown): string | null {
  if (typeof meta !== 'object' || meta === null || !('note' in meta)) return null
  return typeof meta.note === 'string' && meta.note.trim() !== '' ? meta.note.trim() : null
}
