import 'server-only'
import { db } from '../db/db'
import { queueEngine } from '../queue/engine'
import { giveBack } from '../queue/give-back-steps'

/**
 * Hands back what a person holds open in a project but has not begun, so that others get it. What they have begun stays theirs until its
 * lease is over, and every draft is kept: nobody loses half an answer.
 */
export async function giveBackUnbegun(projectId: string, labelerId: string): Promise<void> {
  const rows = await db.assignment.findMany({
    where: { labelerId, state: 'open', draft: null, task: { batch: { projectId } } },
    select: { id: true },
  })
  const engine = queueEngine()
  for (const { id } of rows) await engine.run(() => giveBack(engine.dialect, id, 'released'))
}
