import 'server-only'
import { AppError } from '@/lib/core/errors'
import { type Actor, signedIn } from '../access/actor'
import { assertCan, can } from '../access/assert-can'
import { labelerPseudonyms } from '../agreement/labeler-pseudonyms'
import { audited, type Transaction } from '../audit/audited'
import { now } from '../clock'
import { isHeld } from './held'
import { sentMark } from './markers'
import { nextReview } from './next-review'
import { hasLabeled, labeledIt } from './own-work'
import { type ReviewProgress, reviewProgress } from './review-queue'
import { type OpenReview, openReview, type ReviewTask } from './review-task'
import { checkedVerdict, type GivenVerdict, isHow, sameVerdict, type Verdict } from './verdict'

/** What was hidden while the reviewer judged. */
export interface Revealed {
  /** The project's pseudonyms. */
  answers: { letter: string; annotator: string; summary: string }[]
  /** The known answer, or null. */
  gold: { answer: unknown; summary: string } | null
}

export interface DecideReply {
  verdict: {
    taskId: string
    how: string
    letter: string | null
    answer: unknown
    note: string | null
    revision: number
  }
  revealed: Revealed
  progress: ReviewProgress
  next: ReviewTask[]
}

/**
 * Settles a task. The same verdict again changes nothing; another one by the same reviewer or a manager becomes a revision, the old one stays
 * on record. From then on nobody takes an answer of this task back.
 * @throws AppError `not-allowed` for who labeled the task, `conflict` (`settled`, `held`, `answers-changed`), `invalid-content`.
 */
export async function decide(
  actor: Actor,
  taskId: string,
  given: GivenVerdict & { next?: number | undefined; passedToo?: boolean | undefined },
): Promise<DecideReply> {
  await assertCan(actor, 'adjudicate', { taskId })
  const reviewerId = signedIn(actor).userId
  if (await hasLabeled(taskId, reviewerId)) throw labeledIt()
  const review = await openReview(taskId, reviewerId)
  const verdict = checkedVerdict(review, given)
  const manages = await can(actor, 'update-project', { taskId })
  const revision = await audited(actor, async (tx) => {
    const stored = await store(tx, { taskId, reviewerId, manages, verdict, review })
    const entry = {
      action: stored.revision > 1 ? 'task.adjudicate-anew' : 'task.adjudicate',
      subjectType: 'task' as const,
      subjectId: taskId,
      projectId: review.projectId,
      detail: { how: verdict.how, accepted: verdict.acceptedId, revision: stored.revision },
    }
    return { value: stored.revision, entry: stored.again ? null : entry }
  })
  const { projectId } = review
  const letter = review.answers.find(({ assignmentId }) => assignmentId === verdict.acceptedId)?.letter ?? null
  const { how, note } = verdict
  return {
    verdict: { taskId, how, letter, answer: JSON.parse(verdict.answer), note, revision },
    revealed: await revealed(review),
    progress: await reviewProgress(projectId, reviewerId),
    next: given.next
      ? await nextReview(actor, { projectId, count: given.next, passedToo: given.passedToo ?? false })
      : [],
  }
}

export async function revealed(review: OpenReview): Promise<Revealed> {
  const nameOf = await labelerPseudonyms(review.projectId)
  const { spec, config, gold } = review
  return {
    answers: review.answers.map(({ letter, labelerId, summary }) => ({
      letter,
      annotator: nameOf(labelerId),
      summary,
    })),
    gold: gold === null ? null : { answer: gold, summary: spec.summary(gold, config) },
  }
}

interface Storing {
  taskId: string
  reviewerId: string
  manages: boolean
  verdict: Verdict
  review: OpenReview
}

async function store(tx: Transaction, storing: Storing): Promise<{ revision: number; again: boolean }> {
  const { taskId, reviewerId, verdict, review } = storing
  // Changes nothing, but holds the row: a labeler who takes an answer back now waits, and then finds the task settled.
  await tx.task.updateMany({ where: { id: taskId }, data: { title: review.title } })
  const before = await tx.adjudication.findUnique({ where: { taskId } })
  if (before !== null && isHow(before.how)) {
    const isSame = before.reviewerId === reviewerId && sameVerdict({ ...before, how: before.how }, verdict)
    if (isSame) return { revision: before.revision, again: true }
  }
  await assertTheirTurn(tx, storing, before?.reviewerId ?? null)
  if (verdict.acceptedId !== null) await assertStillGiven(tx, verdict)
  const at = now()
  const row = { reviewerId, ...verdict, updatedAt: at }
  await tx.reviewLease.updateMany({ where: { taskId }, data: { state: 'done', leaseUntil: null } })
  // What was written is the verdict now: whoever comes back to the task begins with its answers. A draft still on its way comes too late.
  await tx.reviewLease.updateMany({
    where: { taskId, reviewerId },
    data: { draft: null, draftRevision: { increment: 1 } },
  })
  if (before === null) {
    await tx.adjudication.create({ data: { taskId, batchId: review.batchId, ...row, createdAt: at } })
    return { revision: 1, again: false }
  }
  const { batchId: _, createdAt: __, updatedAt, ...old } = before
  await tx.adjudicationRevision.create({ data: { ...old, createdAt: updatedAt } })
  await tx.adjudication.update({ where: { taskId }, data: { ...row, revision: before.revision + 1 } })
  return { revision: before.revision + 1, again: false }
}

async function assertTheirTurn(
  tx: Transaction,
  { taskId, reviewerId, manages }: Storing,
  settledBy: string | null,
): Promise<void> {
  const leases = await tx.reviewLease.findMany({ where: { taskId } })
  const open = leases.find(isHeld)
  if (open !== undefined && open.reviewerId !== reviewerId)
    throw new AppError(
      'conflict',
      'Your time on this task ran out and another reviewer has it now. Your draft is kept.',
      {
        detail: { reason: 'lease-lost' },
      },
    )
  if (manages) return
  const sentAgain = leases.some((lease) => lease.reviewerId === sentMark && lease.state === 'passed')
  if (settledBy !== null && settledBy !== reviewerId && !sentAgain)
    throw new AppError('conflict', 'Another reviewer has settled this task.', { detail: { reason: 'settled' } })
  const took = leases.some((lease) => lease.reviewerId === reviewerId && lease.state !== 'passed')
  if (!took && settledBy !== reviewerId)
    throw new AppError('conflict', 'Take this task from the queue first, so that no two reviewers settle it at once.', {
      detail: { reason: 'not-held' },
    })
}

async function assertStillGiven(tx: Transaction, { acceptedId, answer }: Verdict): Promise<void> {
  const stands = await tx.annotation.findFirst({
    where: { assignmentId: acceptedId ?? '', answer },
    select: { assignmentId: true },
  })
  if (stands !== null) return
  throw new AppError('conflict', 'An answer of this task has changed since you opened it. Look at it again.', {
    detail: { reason: 'answers-changed' },
  })
}
