import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { changesSince } from '../agreement/changed-tasks'
import { nowMs } from '../clock'
import { db } from '../db/db'
import { queueEngine } from '../queue/engine'
import { excludedLabelers } from '../standing/counts-in-figures'
import { judgeLabelers } from '../standing/judge-labelers'
import { BatchCertainty, type Vote } from './batch-certainty'
import { type TaskNow, tasksNow } from './changed-answers'
import { outcomeOf, scoreOf } from './outcome-of'
import { askAnother, type GoldScore, type TaskOutcome, writeOutcomes, writeScores } from './outcome-steps'
import { type SettledBatch, settledBatch } from './settled-batch'

/** Tasks settled in one transaction; labeling goes on between two of them. */
const tasksAStep = 200
const mostKept = 50
/** So many tasks, those that changed last, tell how reliable the annotators of a batch are when the server starts. */
const startTasks = 7_000

const kept = new Map<string, BatchCertainty>()
const underWay = new Map<string, Promise<unknown>>()

/**
 * Brings what is known of a batch's tasks up to date with the answers: outcome and known-answer score of each task that changed since the
 * last time, one more annotator where the batch asks for more certainty, and what follows for labelers. Safe to repeat after a crash: the
 * mark moves last. Returns how many tasks it looked at.
 */
export async function settleBatch(batchId: string, options: { fitNow?: boolean } = {}): Promise<number> {
  const before = underWay.get(batchId) ?? Promise.resolve()
  const done = before.catch(() => undefined).then(() => settle(batchId, options.fitNow ?? false))
  underWay.set(batchId, done)
  try {
    return await done
  } finally {
    if (underWay.get(batchId) === done) underWay.delete(batchId)
  }
}

async function settle(batchId: string, fitNow: boolean): Promise<number> {
  const batch = await settledBatch(batchId)
  if (batch === null) return 0
  const { taskIds, mark } = await changesSince(batchId, batch.mark)
  if (taskIds.length > 0) {
    const excluded = await excludedLabelers(batch.projectId)
    const certainty = await certaintyOf(batch, excluded)
    const judged = new Set<string>()
    for (let from = 0; from < taskIds.length; from += tasksAStep) {
      const tasks = await tasksNow(taskIds.slice(from, from + tasksAStep))
      for (const labelerId of await settleTasks(batch, tasks, { excluded, certainty, fitNow })) judged.add(labelerId)
      await nextTurn()
    }
    await judgeLabelers(batch.projectId, [...judged])
  }
  // A rule that changed meanwhile has put the mark back: then all of it is looked at once more.
  if (mark !== batch.mark)
    await db.batch.updateMany({ where: { id: batchId, settledMark: batch.mark }, data: { settledMark: mark } })
  return taskIds.length
}

interface Settling {
  excluded: ReadonlySet<string>
  /** Null for types without categories: there the mean agreement stands for certainty. */
  certainty: BatchCertainty | null
  fitNow: boolean
}

/** Gives the labelers whose score against known answers may have changed. */
async function settleTasks(batch: SettledBatch, tasks: readonly TaskNow[], settling: Settling): Promise<string[]> {
  const engine = queueEngine()
  const measured = batch.kind === 'work' ? tasks.filter((task) => !task.mixedIn) : []
  const outcomes = outcomesOf(batch, measured, settling)
  const scored = tasks.map((task) => ({ task, scores: scoresOf(batch, task) }))
  const known = await withScores(scored)
  await engine.run(function* () {
    yield* writeOutcomes(engine.dialect, outcomes)
    for (const { task, scores } of known)
      yield* writeScores(engine.dialect, { taskId: task.id, projectId: batch.projectId, batchId: batch.id }, scores)
  })
  const unsure = wantsMore(batch, measured, outcomes)
  if (unsure.length > 0 && batch.adaptive !== null && batch.isOpen) {
    const { cap } = batch.adaptive
    await engine.run(() => askAnother(batch.id, unsure, cap))
  }
  return known.flatMap(({ task }) => task.answers.map((given) => given.labelerId))
}

function outcomesOf(batch: SettledBatch, tasks: readonly TaskNow[], settling: Settling): TaskOutcome[] {
  const { certainty, excluded, fitNow } = settling
  const counted = tasks.map((task) => ({
    task,
    answers: task.answers.filter((given) => !excluded.has(given.labelerId)),
  }))
  for (const { task, answers } of counted) certainty?.put(task.id, votesOf(batch, answers))
  certainty?.refresh(fitNow)
  return counted.map(({ task, answers }) => {
    const outcome = outcomeOf(
      answers.map((given) => given.answer),
      task.complete,
      batch,
    )
    const sure = certainty === null ? outcome.agreement : certainty.of(votesOf(batch, answers))
    return { taskId: task.id, ...outcome, certainty: sure }
  })
}

function votesOf({ spec, config }: SettledBatch, answers: TaskNow['answers']): Vote[] {
  return answers.flatMap(({ labelerId, answer }) => {
    const value = spec.category?.of(answer, config) ?? null
    return value === null ? [] : [{ annotator: labelerId, value }]
  })
}

function wantsMore({ adaptive }: SettledBatch, tasks: readonly TaskNow[], outcomes: readonly TaskOutcome[]): string[] {
  if (adaptive === null) return []
  const certainties = new Map(outcomes.map((outcome) => [outcome.taskId, outcome.certainty]))
  return tasks
    .filter(({ id, complete, overlap }) => {
      const certainty = certainties.get(id) ?? null
      return complete && overlap < adaptive.cap && (certainty === null || certainty < adaptive.certainty)
    })
    .map(({ id }) => id)
}

function scoresOf(batch: SettledBatch, { known, answers }: TaskNow): GoldScore[] {
  if (known === null) return []
  return answers.map(({ assignmentId, labelerId, answer, givenAtMs }) => ({
    assignmentId,
    labelerId,
    givenAtMs,
    score: scoreOf(answer, known, batch),
  }))
}

/** Tasks that have a known answer, or had one: their scores go when it goes. */
async function withScores<Scored extends { task: TaskNow }>(all: readonly Scored[]): Promise<Scored[]> {
  const without = all.filter(({ task }) => task.known === null).map(({ task }) => task.id)
  const rows = await db.goldAnswer.findMany({
    where: { assignment: { taskId: { in: without } } },
    select: { assignment: { select: { taskId: true } } },
  })
  const had = new Set(rows.map((row) => row.assignment.taskId))
  return all.filter(({ task }) => task.known !== null || had.has(task.id))
}

async function certaintyOf(batch: SettledBatch, excluded: ReadonlySet<string>): Promise<BatchCertainty | null> {
  if (batch.spec.category === null) return null
  const known = kept.get(batch.id)
  if (known) return known
  if (kept.size >= mostKept) kept.clear()
  const made = new BatchCertainty(nowMs)
  kept.set(batch.id, made)
  const changes = await db.taskChange.findMany({
    where: { batchId: batch.id },
    orderBy: { at: 'desc' },
    take: startTasks,
    select: { taskId: true },
  })
  for (let from = 0; from < changes.length; from += tasksAStep) {
    const tasks = await tasksNow(changes.slice(from, from + tasksAStep).map((change) => change.taskId))
    for (const { id, mixedIn, answers } of tasks) {
      if (mixedIn) continue
      const counted = answers.filter((given) => !excluded.has(given.labelerId))
      made.put(id, votesOf(batch, counted))
    }
  }
  return made
}

/** After a rule changed (what is disputed, who counts, how sure is enough): every task with answers is looked at again. */
export async function settleAnew(where: { projectId: string } | { batchId: string }): Promise<void> {
  const batches = 'batchId' in where ? { id: where.batchId } : { projectId: where.projectId }
  await db.batch.updateMany({ where: batches, data: { settledMark: 0 } })
  const rows = await db.batch.findMany({ where: batches, select: { id: true } })
  for (const { id } of rows) kept.delete(id)
}
