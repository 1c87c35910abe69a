import 'server-only'
import { taskTypeOf } from '@/lib/task-types/registry'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { db } from '../db/db'
import { keptTables } from './kept-questions'
import { labelerPseudonyms } from './labeler-pseudonyms'
import type { LabelerRow } from './labeler-table'
import { answersIn, batchesOf } from './project-agreement'
import { leftOutOf } from './staff'
import { usualResamples } from './usual-resamples'

/** One's own row, but for what would tell how many known answers are mixed in. */
export type OwnQuality = Omit<LabelerRow, 'labelerId' | 'gold' | 'flags'>

const patienceMs = 300

/** How one's own work in a project compares with that of the others; null before the first answer. Nobody sees anybody else's row. */
export async function ownQuality(actor: Actor, projectId: string): Promise<OwnQuality | null> {
  await assertCan(actor, 'read-project', { projectId })
  if (actor.kind !== 'user') return null
  const project = await db.project.findUniqueOrThrow({ where: { id: projectId } })
  const batchIds = await batchesOf(projectId, null)
  const asked = { batchId: null, batchIds, leftOut: await leftOutOf(projectId, false) }
  const resamples = usualResamples(taskTypeOf(project.taskType), await answersIn(batchIds))
  const { labelers } = await keptTables(
    project,
    asked,
    { bootstrap: resamples, patienceMs },
    await labelerPseudonyms(projectId),
  )
  const own = labelers.find(({ labelerId }) => labelerId === actor.userId)
  if (own === undefined || own.annotations === 0) return null
  const { annotations, seconds, withRest, leaveOneOut, firstShown, reliability, variety, run } = own
  return { annotations, seconds, withRest, leaveOneOut, firstShown, reliability, variety, run }
}
