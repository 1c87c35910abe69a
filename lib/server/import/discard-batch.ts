import 'server-only'
import type { Actor } from '../access/actor'
import { audited } from '../audit/audited'

/**
 * Removes a batch that was made for an import which was refused, so that no empty one stays behind. One that holds a task, or whose import
 * is still under way, stays. The caller has checked that the actor may import into it.
 */
export async function discardEmptyBatch(actor: Actor, batchId: string): Promise<void> {
  await audited(actor, async (tx) => {
    const batch = await tx.batch.findUnique({ where: { id: batchId }, select: { projectId: true } })
    const tasks = await tx.task.count({ where: { batchId } })
    const imports = await tx.import.count({ where: { batchId } })
    if (batch === null || tasks > 0 || imports > 0) return { value: undefined, entry: null }
    await tx.batch.delete({ where: { id: batchId } })
    const { projectId } = batch
    const entry = { action: 'batch.discard', subjectType: 'batch', subjectId: batchId, projectId } as const
    return { value: undefined, entry: { ...entry, detail: { reason: 'its import was refused' } } }
  })
}
