import 'server-only'
import type { Figure } from '@/lib/core/agreement/figure'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { lastPointOf } from '../trends/agreement-points'
import { answersIn, batchesOf, disputesIn, projectAgreement } from './project-agreement'

export interface Glance {
  /** Its key, `krippendorff-alpha`. */
  measure: string
  figure: Pick<Figure, 'value' | 'ci' | 'n_items' | 'note'>
  /** Finished tasks whose answers agree less than the project asks for and that no reviewer has settled. */
  disputed: number
}

/** Up to so many answers a glance is of this moment; past them it is as last written down, a minute ago at most. */
const mostFresh = 3_000
const patienceMs = 300

/** The headline of a project or batch, for lists: never more work than a page with many of them can wait for. */
export async function glance(actor: Actor, projectId: string, batchId: string | null): Promise<Glance | null> {
  await assertCan(actor, 'read-agreement', { projectId })
  const batchIds = await batchesOf(projectId, batchId)
  const { tasks, settled } = await disputesIn(batchIds)
  const disputed = tasks - settled
  const point = (await answersIn(batchIds)) > mostFresh ? await lastPointOf({ projectId, batchId }) : null
  if (point !== null) {
    const { measure, value, low, high, items } = point
    const ci: [number, number] | null = low === null || high === null ? null : [low, high]
    return { measure, figure: { value, ci, n_items: items, note: null }, disputed }
  }
  const { figures } = await projectAgreement(actor, projectId, { batchId, bootstrap: 'usual', patienceMs })
  const [measure, figure] = Object.entries(figures)[0] ?? []
  return measure === undefined || figure === undefined ? null : { measure, figure, disputed }
}
