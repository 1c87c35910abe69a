import 'server-only'
import type { AnyTaskType } from '@/lib/core/task-type'
import { db } from '../db/db'

type Makers = readonly (string | null)[]

/** Equal lists are one. */
const shared = new Map<string, Makers>()
const mostShared = 10_000

/** Who made the alternatives of each task; null where nobody is named, or the payload is of another time. */
export async function makersOf(spec: AnyTaskType, taskIds: readonly string[]): Promise<Map<string, Makers | null>> {
  const rows = await db.taskContent.findMany({
    where: { taskId: { in: [...taskIds] } },
    select: { taskId: true, payload: true },
  })
  return new Map(rows.map(({ taskId, payload }) => [taskId, named(spec, payload)]))
}

function named(spec: AnyTaskType, stored: string): Makers | null {
  const payload = spec.payload.safeParse(JSON.parse(stored))
  const makers = payload.success ? (spec.comparison?.makers(payload.data) ?? []) : []
  if (!makers.some((maker) => maker !== null)) return null
  const key = JSON.stringify(makers)
  const known = shared.get(key)
  if (known) return known
  if (shared.size < mostShared) shared.set(key, makers)
  return makers
}
