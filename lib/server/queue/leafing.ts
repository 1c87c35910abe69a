import 'server-only'
import { AppError } from '@/lib/core/errors'
import { nowMs } from '../clock'

/** So many tasks of one batch a person may give back or skip within a day: labeling, not leafing through the data. */
const mostGivenBack = 1_000
const dayMs = 24 * 60 * 60_000

/** By person and batch, in this process: a restart forgives. */
const givenBack = new Map<string, { since: number; count: number }>()

export function noteGivenBack(labelerId: string, batchId: string): void {
  const key = `${labelerId}/${batchId}`
  const known = givenBack.get(key)
  if (known && nowMs() - known.since < dayMs) known.count += 1
  else givenBack.set(key, { since: nowMs(), count: 1 })
  if (givenBack.size > 20_000) forgetOld()
}

/** Without a batch the claim looks everywhere; then the person's fullest batch decides. */
export function assertNotLeafing(labelerId: string, batchId: string | null): void {
  if (givenBack.size === 0) return
  const keys =
    batchId === null
      ? [...givenBack.keys()].filter((key) => key.startsWith(`${labelerId}/`))
      : [`${labelerId}/${batchId}`]
  const most = Math.max(0, ...keys.map((key) => countOf(key)))
  if (most < mostGivenBack) return
  throw new AppError(
    'too-many',
    `You have skipped or given back ${most} tasks of this batch today. Ask the manager of the project, or go on tomorrow.`,
  )
}

function countOf(key: string): number {
  const known = givenBack.get(key)
  return known && nowMs() - known.since < dayMs ? known.count : 0
}

function forgetOld(): void {
  for (const [key, { since }] of givenBack) if (nowMs() - since >= dayMs) givenBack.delete(key)
  if (givenBack.size > 20_000) givenBack.clear()
}
