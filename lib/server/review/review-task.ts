import 'server-only'
import { createHash } from 'node:crypto'
import { displayOrder } from '@/lib/core/assignment/display-order'
import { canonicalJson } from '@/lib/core/canonical-json'
import type { Json } from '@/lib/core/labeler'
import type { AnyTaskType } from '@/lib/core/task-type'
import { taskTypeOf } from '@/lib/task-types/registry'
import { db } from '../db/db'
import { readDraft } from '../queue/assignment-view'
import { excludedLabelers } from '../standing/counts-in-figures'
import { flagMark, sentMark } from './markers'
import { suggestionFor } from './suggestion'

/** One answer as a reviewer sees it: no name, no time, no id. */
interface BlindAnswer {
  /** A, B, C … in an order of this task and this reviewer alone. */
  letter: string
  answer: unknown
  summary: string
  flag: string | null
  note: string | null
}

export interface ReviewTask {
  taskId: string
  projectId: string
  batchId: string
  batchName: string
  /** For the type's review: without names of models and files. */
  payload: unknown
  /** For the type's editor. */
  view: unknown
  media: { id: string; mime: string }[]
  config: unknown
  /** Canonical: letters of responses mean the same beside the answers and in the editor. */
  order: number[]
  answers: BlindAnswer[]
  /** Names this very set of answers; accepting one says it again. */
  basis: string
  /** Mean pairwise similarity (1 − distance); null with fewer than two answers. */
  agreement: number | null
  why: 'disputed' | 'flagged' | 'sent'
  /** What the manager said who sent it. */
  asked: string | null
  /** What the type's own aggregation makes of the answers, where it is none of them: a draft to merge from. */
  suggestion: { label: string; answer: unknown } | null
  /** The verdict that stands already, when it is reviewed again. */
  verdict: { how: string; letter: string | null; answer: unknown; note: string | null; revision: number } | null
  draft: Json
  draftRevision: number
  leaseExpiresAt: string | null
  guidelinesVersion: number
}

/** A task under review, with what never leaves the server: whose answer is which. */
export interface OpenReview {
  spec: AnyTaskType
  config: unknown
  payload: unknown
  gold: unknown
  title: string
  projectId: string
  batchId: string
  /** In the order of their letters. */
  answers: (BlindAnswer & { assignmentId: string; labelerId: string; json: string })[]
  basis: string
}

export async function openReview(taskId: string, reviewerId: string): Promise<OpenReview> {
  const task = await db.task.findUniqueOrThrow({
    where: { id: taskId },
    include: {
      content: true,
      batch: { include: { project: { select: { id: true, taskType: true, config: true } } } },
      assignments: { where: { state: 'submitted' }, include: { annotation: true }, orderBy: { id: 'asc' } },
    },
  })
  const { project } = task.batch
  const spec = taskTypeOf(project.taskType)
  const config: unknown = spec.config.parse(JSON.parse(project.config))
  const excluded = await excludedLabelers(project.id)
  const given = task.assignments.flatMap(({ id, labelerId, flag, note, annotation }) => {
    if (annotation === null || excluded.has(labelerId)) return []
    const answer: unknown = JSON.parse(annotation.answer)
    return [{ assignmentId: id, labelerId, answer, json: annotation.answer, revision: annotation.revision, flag, note }]
  })
  const order = displayOrder(orderSeed(taskId, reviewerId), given.length)
  return {
    spec,
    config,
    payload: spec.payload.parse(JSON.parse(task.content?.payload ?? 'null')),
    gold: JSON.parse(task.content?.gold ?? 'null'),
    title: task.title,
    projectId: project.id,
    batchId: task.batchId,
    answers: order.flatMap((at, place) => {
      const one = given[at]
      if (one === undefined) return []
      const { revision: _, ...shown } = one
      return [{ letter: letterAt(place), summary: spec.summary(one.answer, config), ...shown }]
    }),
    basis: digest(given.map(({ assignmentId, revision }) => [assignmentId, revision])),
  }
}

/** The task as the page of its reviewer shows it. */
export async function reviewTask(taskId: string, reviewerId: string): Promise<ReviewTask> {
  const review = await openReview(taskId, reviewerId)
  const { spec, config, payload, answers } = review
  const [leases, outcome, verdict, batch] = await Promise.all([
    db.reviewLease.findMany({ where: { taskId, reviewerId: { in: [reviewerId, sentMark, flagMark] } } }),
    db.taskOutcome.findUnique({ where: { taskId } }),
    db.adjudication.findUnique({ where: { taskId } }),
    db.batch.findUniqueOrThrow({
      where: { id: review.batchId },
      select: { name: true, project: { select: { guidelinesVersion: true } } },
    }),
  ])
  const mine = leases.find((lease) => lease.reviewerId === reviewerId)
  const sent = leases.find((lease) => lease.reviewerId === sentMark && lease.state === 'passed')
  const flagged = answers.some(({ flag }) => flag !== null)
  return {
    taskId,
    projectId: review.projectId,
    batchId: review.batchId,
    batchName: batch.name,
    payload: spec.blind(payload),
    view: spec.view(payload),
    media: spec.mediaOf(payload).map(({ id, mime }) => ({ id, mime })),
    config,
    order: Array.from({ length: spec.alternatives(payload) }, (_, index) => index),
    answers: answers.map(({ letter, answer, summary, flag, note }) => ({ letter, answer, summary, flag, note })),
    basis: review.basis,
    agreement: outcome?.agreement ?? null,
    why: whyHere(sent !== undefined, outcome?.disputed ?? false, flagged),
    asked: textIn(sent?.draft ?? null),
    suggestion: suggestionFor(review),
    verdict:
      verdict === null
        ? null
        : {
            how: verdict.how,
            letter: answers.find(({ assignmentId }) => assignmentId === verdict.acceptedId)?.letter ?? null,
            answer: JSON.parse(verdict.answer),
            note: verdict.note,
            revision: verdict.revision,
          },
    draft: readDraft(mine?.draft ?? null),
    draftRevision: mine?.draftRevision ?? 0,
    leaseExpiresAt: mine?.leaseUntil?.toISOString() ?? null,
    guidelinesVersion: batch.project.guidelinesVersion,
  }
}

function whyHere(sent: boolean, disputed: boolean, flagged: boolean): ReviewTask['why'] {
  if (sent) return 'sent'
  return flagged && !disputed ? 'flagged' : 'disputed'
}

/** A … Z, then AA, AB … */
function letterAt(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26))
  return place < 26 ? letter : letterAt(Math.floor(place / 26) - 1) + letter
}

/** A manager's words lie in their mark as JSON text, like any draft. */
function textIn(draft: string | null): string | null {
  const value = readDraft(draft)
  return typeof value === 'string' && value !== '' ? value : null
}

/** Two reviewers, and two tasks of one reviewer, have nothing to do with each other. */
function orderSeed(taskId: string, reviewerId: string): number {
  return createHash('sha256').update(`${taskId}/${reviewerId}`).digest().readUInt32LE() >>> 1
}

function digest(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('base64url').slice(0, 22)
}
