import 'server-only'
import type { AnyTaskType, ExportedTask, StoredMedia } from '@/lib/core/task-type'
import type { AnsweredTask } from '../agreement/answered-task'
import type { AnnotatorNames } from './annotator-names'
import type { ExportFilters } from './export-options'
import type { Snapshot, SnapshotTask } from './snapshot-task'

/** What one pass over the tasks finds out besides. */
export class ExportCount {
  readonly counts = new Map<string, number>()
  readonly leftOut = new Map<string, number>()
  readonly annotators = new Set<string>()
  readonly guidelinesVersions = new Set<number>()
  readonly answered: AnsweredTask[] = []
  readonly media = new Map<string, StoredMedia>()
  tasksRead = 0

  count(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by)
  }

  leaveOut(reason: string): void {
    this.leftOut.set(reason, (this.leftOut.get(reason) ?? 0) + 1)
  }
}

export interface ExportPass {
  spec: AnyTaskType
  config: unknown
  batches: readonly { id: string; name: string }[]
  filters: ExportFilters
  nameOf: AnnotatorNames
  count: ExportCount
  /** Called for each step of tasks; throws to stop the pass. */
  onStep(tasksRead: number): Promise<void>
}

/** Every task that passes the filters, as exporters take it: batch by batch, by the ids of the import lines. */
export async function* exportedTasks(
  snapshot: Snapshot,
  pass: ExportPass,
): AsyncIterable<ExportedTask<unknown, unknown>> {
  const { count, spec } = pass
  for (const batch of pass.batches) {
    for await (const tasks of snapshot.tasks(batch.id)) {
      await pass.onStep(count.tasksRead)
      for (const task of tasks) {
        count.tasksRead += 1
        const exported = exportedTask(task, batch.name, pass)
        const reason = reasonToLeaveOut(task, exported, pass.filters)
        if (reason !== null) {
          count.leaveOut(reason)
          continue
        }
        note(task, exported, count)
        for (const media of spec.mediaOf(exported.payload)) count.media.set(media.id, media)
        yield exported
      }
    }
  }
}

function exportedTask(task: SnapshotTask, batch: string, pass: ExportPass): ExportedTask<unknown, unknown> {
  const { spec, config, nameOf } = pass
  const annotations = task.annotations.map((annotation) => {
    const answer: unknown = JSON.parse(annotation.answer)
    const order: number[] = JSON.parse(annotation.displayOrder)
    const annotator = nameOf({ id: annotation.labelerId, name: annotation.labelerName })
    const { id, timeSpentMs, guidelinesVersion, createdAt } = annotation
    return { id, annotator, answer, order, timeSpentMs, guidelinesVersion, createdAt: createdAt.toISOString() }
  })
  return {
    id: task.id,
    externalId: task.externalId.startsWith('~') ? null : task.externalId,
    batch,
    payload: spec.payload.parse(JSON.parse(task.payload)),
    meta: JSON.parse(task.meta),
    gold: task.gold === null ? null : JSON.parse(task.gold),
    annotations,
    agreement: meanSimilarity(
      annotations.map(({ answer }) => answer),
      (a, b) => spec.distance(a, b, config),
    ),
  }
}

function reasonToLeaveOut(
  task: SnapshotTask,
  { agreement }: ExportedTask<unknown, unknown>,
  filters: ExportFilters,
): string | null {
  if (task.annotations.length === 0) return 'not_annotated'
  if (filters.gold === 'leave-out' && task.isGold) return 'gold'
  if (task.annotations.length < filters.minAnnotators) return 'too_few_annotators'
  const least = filters.minAgreement ?? null
  if (least === null) return null
  if (agreement === null) return 'agreement_undefined'
  return agreement < least ? 'agreement_too_low' : null
}

function note(task: SnapshotTask, exported: ExportedTask<unknown, unknown>, count: ExportCount): void {
  for (const { labelerId, guidelinesVersion } of task.annotations) {
    count.annotators.add(labelerId)
    count.guidelinesVersions.add(guidelinesVersion)
  }
  const ratings = task.annotations.map(({ labelerId, timeSpentMs }, index) => ({
    annotator: labelerId,
    value: exported.annotations[index]?.answer,
    timeSpentMs,
  }))
  count.answered.push({ taskId: task.id, batchId: '', ratings, gold: null })
}

/** Mean of 1 − distance over all pairs; null with fewer than two. */
function meanSimilarity<Answer>(answers: readonly Answer[], distance: (a: Answer, b: Answer) => number): number | null {
  let sum = 0
  let pairs = 0
  answers.forEach((a, index) => {
    for (const b of answers.slice(index + 1)) {
      sum += 1 - distance(a, b)
      pairs += 1
    }
  })
  return pairs === 0 ? null : sum / pairs
}
