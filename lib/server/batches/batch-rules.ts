import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { Transaction } from '@/lib/server/audit/audited'

export const batchKinds = ['work', 'training', 'qualification'] as const
export type BatchKind = (typeof batchKinds)[number]

/** What a batch is for and how sure its answers have to be. */
export interface BatchRules {
  kind?: BatchKind
  /** Share of a labeler's tasks that are known answers, mixed in unannounced: 0 to 0.5. */
  goldRate?: number
  /** One more annotator while the answer is less certain than this, up to the cap; null: everybody the same overlap. */
  adaptive?: { certainty: number; cap: number } | null
}

interface RuleColumns {
  kind: string
  goldRate: number
  certainty: number | null
  overlapCap: number | null
}

export function rulesOf(row: RuleColumns): Required<BatchRules> {
  const { certainty, overlapCap, goldRate } = row
  const adaptive = certainty === null || overlapCap === null ? null : { certainty, cap: overlapCap }
  return { kind: kindOf(row.kind), goldRate, adaptive }
}

/** The rules with what is asked for; they have to fit each other and the overlap. */
export function rulesAfter(before: RuleColumns | null, change: BatchRules, overlap: number): RuleColumns {
  const was = before === null ? { kind: 'work' as const, goldRate: 0, adaptive: null } : rulesOf(before)
  const kind = change.kind ?? was.kind
  const goldRate = change.goldRate ?? (kind === 'work' ? was.goldRate : 0)
  const adaptive = change.adaptive === undefined ? was.adaptive : change.adaptive
  if (kind !== 'work' && (goldRate > 0 || adaptive !== null))
    throw wrong(
      'kind',
      'In training and qualification every task has a known answer: nothing is mixed in or asked again.',
    )
  if (adaptive !== null && adaptive.cap <= overlap)
    throw wrong('adaptive', `The most annotators (${adaptive.cap}) must be more than the overlap (${overlap}).`)
  return { kind, goldRate, certainty: adaptive?.certainty ?? null, overlapCap: adaptive?.cap ?? null }
}

/** Answers given as work stay work. */
export async function assertKindMayChange(tx: Transaction, batchId: string): Promise<void> {
  const begun = await tx.assignment.findFirst({ where: { task: { batchId } }, select: { id: true } })
  if (begun !== null)
    throw new AppError(
      'conflict',
      'People have begun this batch already. Make a new batch for training or qualification.',
      {
        detail: { field: 'kind' },
      },
    )
}

function kindOf(value: string): BatchKind {
  const kind = batchKinds.find((known) => known === value)
  if (kind === undefined) throw new Error(`A batch has the kind “${value}”, which is none.`)
  return kind
}

function wrong(field: string, message: string): AppError {
  return new AppError('bad-input', message, { detail: { field } })
}
