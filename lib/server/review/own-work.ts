import 'server-only'
import { AppError } from '@/lib/core/errors'
import { db } from '../db/db'

/** Whether this person has answered the task, taken back or not: nobody judges their own answer. */
export async function hasLabeled(taskId: string, userId: string): Promise<boolean> {
  const own = await db.assignment.findFirst({
    where: { taskId, labelerId: userId, OR: [{ state: 'submitted' }, { revisions: { some: {} } }] },
    select: { id: true },
  })
  return own !== null
}

export function labeledIt(): AppError {
  return new AppError('not-allowed', 'You have labeled this task yourself, so someone else has to settle it.', {
    detail: { reason: 'labeled-it' },
  })
}
