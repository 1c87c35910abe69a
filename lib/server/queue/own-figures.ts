import 'server-only'
import { wilsonInterval } from '@/lib/core/preference/wilson-interval'
import { type Actor, signedIn } from '../access/actor'
import { assertScope } from '../access/decide'
import { ownQuality } from '../agreement/own-quality'
import { queueEngine } from './engine'
import { textOf } from './statement'

export interface OwnFigures {
  projectId: string
  projectName: string
  /** Answers that count. */
  answers: number
  /** Mean similarity to the others' answers, with a 95 % interval; null while nobody else has answered the same tasks. */
  agreement: { value: number; ci: [number, number]; tasks: number } | null
  /** The middle of the times spent on an answer. */
  medianMs: number | null
}

const select = `SELECT p."id", p."name" FROM "Project" p
  WHERE p."deletedAt" IS NULL AND p."showsOwnFigures" = TRUE AND ($2 = '' OR p."id" = $2)
    AND (p."access" = 'everyone' OR EXISTS (SELECT 1 FROM "Member" e WHERE e."projectId" = p."id" AND e."userId" = $1))
    AND EXISTS (SELECT 1 FROM "BatchTally" m JOIN "Batch" b ON b."id" = m."batchId"
      WHERE b."projectId" = p."id" AND b."deletedAt" IS NULL AND m."labelerId" = $1 AND m."submitted" > 0)
  ORDER BY p."name", p."id" LIMIT 20`

/** How the actor's answers compare with those of the others, in projects that let their labelers see it. Nothing of known answers. */
export async function ownFigures(actor: Actor): Promise<OwnFigures[]> {
  assertScope(actor, 'claim')
  const { userId, projectId } = signedIn(actor)
  const rows = await queueEngine().rows({ text: select, values: [userId, projectId ?? ''] })
  const figures: OwnFigures[] = []
  for (const row of rows) {
    const id = textOf(row, 'id')
    const own = await ownQuality(actor, id)
    if (own === null) continue
    const { annotations, withRest, seconds } = own
    const { value, n } = withRest
    figures.push({
      projectId: id,
      projectName: textOf(row, 'name'),
      answers: annotations,
      // Similarities lie between 0 and 1, so they vary no more than right and wrong would: the interval is rather too wide than too narrow.
      agreement: value === null ? null : { value, ci: wilsonInterval(value * n, n), tasks: n },
      medianMs: seconds.value === null ? null : 1000 * seconds.value,
    })
  }
  return figures
}
