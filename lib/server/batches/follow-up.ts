import 'server-only'
import type { Transaction } from '../audit/audited'
import { now } from '../clock'
import { db } from '../db/db'
import { arrangeGold } from '../gold/arrange-gold'
import { levelOverlap } from './level-overlap'

/** The setting that says that a batch's tasks do not all follow its rules yet. */
const markOf = (batchId: string) => `follow-up/${batchId}`

/** Goes into the transaction that changes a rule, so that the change is finished whatever happens after it. */
export async function noteFollowUp(tx: Transaction, batchId: string): Promise<void> {
  const key = markOf(batchId)
  await tx.setting.upsert({
    where: { key },
    create: { key, value: '', updatedAt: now() },
    update: { updatedAt: now() },
  })
}

/** Brings a batch's tasks in line with its overlap and its known answers with where they belong. Safe beside labelers, and to repeat. */
export async function followUp(batchId: string): Promise<void> {
  const mark = await db.setting.findUnique({ where: { key: markOf(batchId) } })
  if (mark === null) return
  await levelOverlap(batchId)
  await arrangeGold(batchId)
  // A change that came meanwhile has a newer mark, and a follow-up of its own.
  await db.setting.deleteMany({ where: { key: mark.key, updatedAt: mark.updatedAt } })
}

/** Changes that a crash cut short. The server looks for them every minute. */
export async function finishFollowUps(): Promise<void> {
  const rows = await db.setting.findMany({ where: { key: { startsWith: markOf('') } }, select: { key: true } })
  for (const { key } of rows) await followUp(key.slice(markOf('').length))
}
