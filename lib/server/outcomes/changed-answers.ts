import 'server-only'
import { answersTo } from '../agreement/given-answers'
import { db } from '../db/db'

export interface TaskNow {
  id: string
  /** Known answers mixed in take no places. */
  mixedIn: boolean
  /** Every place asked for is answered. */
  complete: boolean
  overlap: number
  /** The known answer; null where there is none. */
  known: unknown
  answers: { assignmentId: string; labelerId: string; answer: unknown; givenAtMs: number }[]
}

/** Some tasks as they stand, with all submitted answers, whoever gave them. */
export async function tasksNow(taskIds: readonly string[]): Promise<TaskNow[]> {
  const rows = await db.task.findMany({
    where: { id: { in: [...taskIds] } },
    select: {
      id: true,
      lane: true,
      overlap: true,
      free: true,
      submitted: true,
      isGold: true,
      content: { select: { gold: true } },
    },
  })
  const tasks = new Map(
    rows.map(({ id, lane, overlap, free, submitted, isGold, content }): [string, TaskNow] => [
      id,
      {
        id,
        mixedIn: lane === 2,
        complete: lane !== 2 && free === 0 && submitted >= overlap,
        overlap,
        known: isGold && content?.gold ? JSON.parse(content.gold) : null,
        answers: [],
      },
    ]),
  )
  for await (const given of answersTo(taskIds)) {
    for (const { taskId, assignmentId, labelerId, answer, createdAt } of given) {
      const parsed: unknown = JSON.parse(answer)
      tasks.get(taskId)?.answers.push({ assignmentId, labelerId, answer: parsed, givenAtMs: Number(createdAt) })
    }
  }
  return [...tasks.values()]
}
