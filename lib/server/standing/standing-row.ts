import 'server-only'
import type { Transaction } from '../audit/audited'
import { now } from '../clock'

export const standingStates = ['qualified', 'paused', 'excluded'] as const
export type StandingState = (typeof standingStates)[number]

export interface StandingDecision {
  projectId: string
  labelerId: string
  state: StandingState
  reason: string
  /** User id, or `system`. */
  byWhom: string
}

export async function writeStanding(tx: Transaction, decision: StandingDecision): Promise<void> {
  const { projectId, labelerId, state, reason, byWhom } = decision
  const data = { state, reason, byWhom, since: now() }
  await tx.labelerStanding.upsert({
    where: { projectId_labelerId: { projectId, labelerId } },
    create: { projectId, labelerId, ...data },
    update: data,
  })
}
