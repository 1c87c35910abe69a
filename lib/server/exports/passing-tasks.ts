import 'server-only'
import type { Adjudicated, Aggregation, ExportedTask, Split, Verdict } from '@/lib/core/export/contract'
import type { AnyTaskType } from '@/lib/core/task-type'
import type { AnswerFilter } from './answer-filter'
import type { ExportFilters } from './export-options'
import type { AnnotatorNames } from './names-by'
import type { Snapshot, SnapshotAnnotation, SnapshotTask } from './snapshot-task'
import type { StoredAnswers } from './stored-answers'

/** A task that is in the export, as it lies in the database and as exporters take it. */
export interface PassingTask {
  /** Which one it is of all tasks read; the same in every pass over a snapshot. */
  ordinal: number
  stored: SnapshotTask
  /** The annotations that count. */
  kept: SnapshotAnnotation[]
  /** Their answers, before anything was scrubbed. */
  given: unknown[]
  exported: ExportedTask<unknown, unknown>
}

/** What a pass over the tasks tells while it goes. */
export interface PassNotes {
  leaveOut(reason: string, answers: number): void
  leaveOutAnswer(reason: string): void
}

/** For passes before the one that writes. */
export const unnoted: PassNotes = { leaveOut: () => {}, leaveOutAnswer: () => {} }

export interface ExportPass {
  spec: AnyTaskType
  config: unknown
  batches: readonly { id: string; name: string; kind: string }[]
  filters: ExportFilters
  nameOf: AnnotatorNames
  answers: StoredAnswers
  reasonAgainst: AnswerFilter
  aggregation: Aggregation<unknown, unknown>
  /** Verdicts of an aggregation over all tasks, by ordinal; null for one that goes task by task. */
  verdicts: Pick<ReadonlyMap<number, Verdict<unknown>>, 'get'> | null
  /** By ordinal; null before it is known. */
  splitOf: ((ordinal: number) => Split | null) | null
  /** Why a task goes out as a duplicate of another. */
  duplicate: ((ordinal: number) => 'duplicate' | 'near_duplicate' | null) | null
  /** Called for each step of tasks; throws to stop the pass. */
  onStep(tasksRead: number): Promise<void>
}

/** So few that what was read of them is gone before the memory for young objects is full: older garbage stays far longer. */
const tasksAtOnce = 16

/** Every task that passes the filters, batch by batch, by the ids of the import lines, some at a time. */
export async function* passingTasks(
  snapshot: Snapshot,
  pass: ExportPass,
  notes: PassNotes,
): AsyncIterable<PassingTask[]> {
  let ordinal = 0
  for (const batch of pass.batches) {
    for await (const tasks of snapshot.tasks(batch.id)) {
      await pass.onStep(ordinal)
      yield* passingOf({ tasks, ordinal, batch }, pass, notes)
      ordinal += tasks.length
    }
  }
}

/** Tasks of one batch that follow one another, the first of them the `ordinal`th of all. */
export interface ReadStep {
  tasks: readonly SnapshotTask[]
  ordinal: number
  batch: ExportPass['batches'][number]
}

/** Those of a step that pass, some at a time. */
export function* passingOf({ tasks, ordinal, batch }: ReadStep, pass: ExportPass, notes: PassNotes) {
  for (let at = 0; at < tasks.length; at += tasksAtOnce) {
    const some = tasks.slice(at, at + tasksAtOnce)
    yield some.flatMap((task, index) => passingTask(task, ordinal + at + index, batch, pass, notes))
  }
}

/** None, and its reason noted, or one. */
function passingTask(
  task: SnapshotTask,
  ordinal: number,
  batch: ExportPass['batches'][number],
  pass: ExportPass,
  notes: PassNotes,
): PassingTask[] {
  const found = batch.kind === 'work' ? examined(task, ordinal, batch.name, pass, notes) : 'not_work'
  if (typeof found !== 'string') {
    pass.answers.report.keep()
    return [found]
  }
  pass.answers.report.drop()
  notes.leaveOut(found, task.annotations.length)
  return []
}

/** The task as it is exported, or why it is not. Cheap reasons come first. */
function examined(
  stored: SnapshotTask,
  ordinal: number,
  batch: string,
  pass: ExportPass,
  notes: PassNotes,
): PassingTask | string {
  const { filters, spec, config } = pass
  const early = reasonAtOnce(stored, filters)
  if (early !== null) return early
  const kept = keptAnnotations(stored, pass)
  if (kept.length === 0) return 'no_answer_chosen'
  if (kept.length < filters.minAnnotators) return 'too_few_annotators'
  const answers = kept.map(({ answer }) => pass.answers.read(answer))
  const given = answers.map((answer) => answer.given)
  const agreement = meanSimilarity(given, (a, b) => spec.distance(a, b, config))
  const disagreeing = reasonByShare('agreement', agreement, filters.minAgreement ?? null)
  if (disagreeing !== null) return disagreeing
  const exported = exportedTask(
    stored,
    kept,
    answers.map(({ shown }) => shown),
    { agreement, batch, ordinal },
    pass,
  )
  if (exported.adjudicated === null) {
    const unsure = reasonByShare('certainty', exported.verdict.certainty, filters.minCertainty ?? null)
    if (unsure !== null) return unsure
  }
  const duplicate = pass.duplicate?.(ordinal) ?? null
  if (duplicate !== null) return duplicate
  noteLeftOut(stored, pass, notes)
  return { ordinal, stored, kept, given, exported }
}

function reasonAtOnce({ annotations, isGold, adjudication }: SnapshotTask, filters: ExportFilters): string | null {
  if (annotations.length === 0) return 'not_annotated'
  if (filters.gold === 'leave-out' && isGold) return 'gold'
  if (filters.gold === 'only' && !isGold) return 'not_gold'
  return filters.adjudicated === 'only' && adjudication === null ? 'not_adjudicated' : null
}

function keptAnnotations({ annotations }: SnapshotTask, { reasonAgainst }: ExportPass): SnapshotAnnotation[] {
  return annotations.filter((annotation) => reasonAgainst(annotation) === null)
}

/** Only of tasks that are in: the annotations of the others are counted with their task. */
function noteLeftOut({ annotations }: SnapshotTask, { reasonAgainst }: ExportPass, notes: PassNotes): void {
  for (const annotation of annotations) {
    const reason = reasonAgainst(annotation)
    if (reason !== null) notes.leaveOutAnswer(reason)
  }
}

function reasonByShare(what: 'agreement' | 'certainty', share: number | null, least: number | null): string | null {
  if (least === null) return null
  if (share === null) return `${what}_undefined`
  return share < least ? `${what}_too_low` : null
}

interface Found {
  agreement: number | null
  batch: string
  ordinal: number
}

function exportedTask(
  stored: SnapshotTask,
  kept: readonly SnapshotAnnotation[],
  shown: readonly unknown[],
  { agreement, batch, ordinal }: Found,
  pass: ExportPass,
): ExportedTask<unknown, unknown> {
  const { nameOf, answers, filters } = pass
  const annotations = kept.map((own, index) => ({
    id: own.id,
    annotator: nameOf({ id: own.labelerId, name: own.labelerName }),
    answer: shown[index],
    order: answers.order(own.displayOrder),
    timeSpentMs: own.timeSpentMs,
    guidelinesVersion: own.guidelinesVersion,
    createdAt: own.createdAt.toISOString(),
  }))
  const adjudicated = filters.adjudicated === 'ignore' ? null : adjudicatedOf(stored, pass)
  const ratings = kept.map(({ labelerId }, index) => ({ annotator: labelerId, value: shown[index] }))
  const verdict =
    adjudicated === null
      ? verdictOf({ item: stored.id, ratings }, ordinal, pass)
      : { answer: adjudicated.answer, tied: [], method: 'adjudicated', certainty: null, n: kept.length }
  const meta: Record<string, unknown> = JSON.parse(stored.meta)
  return {
    id: stored.id,
    externalId: stored.externalId.startsWith('~') ? null : stored.externalId,
    rowId: stored.id,
    batch,
    // Stored as the type's schema gave it: reading it with the schema once more would take longer than all the rest.
    payload: answers.scrubbed(JSON.parse(stored.payload)),
    meta: Object.fromEntries(Object.entries(meta).map(([name, value]) => [name, answers.scrubbed(value)])),
    gold: stored.gold === null ? null : answers.read(stored.gold).shown,
    annotations,
    agreement,
    verdict,
    adjudicated,
    split: pass.splitOf?.(ordinal) ?? null,
    language: filters.language ?? null,
    prelabeled: stored.prelabeled,
  }
}

function verdictOf(
  unit: Parameters<Aggregation<unknown, unknown>['run']>[0][number],
  ordinal: number,
  { verdicts, aggregation, config }: ExportPass,
): Verdict<unknown> {
  const known = verdicts === null ? aggregation.run([unit], config)[0] : verdicts.get(ordinal)
  return known ?? { answer: null, tied: [], method: 'none', certainty: null, n: unit.ratings.length }
}

function adjudicatedOf({ adjudication }: SnapshotTask, { answers, nameOf }: ExportPass): Adjudicated<unknown> | null {
  if (adjudication === null) return null
  const { reviewerId, reviewerName, how, acceptedId, answer, note, updatedAt } = adjudication
  return {
    answer: answers.read(answer).shown,
    how: how === 'accepted' || how === 'merged' ? how : 'anew',
    reviewer: nameOf({ id: reviewerId, name: reviewerName }),
    acceptedAnnotation: acceptedId,
    note: note === null ? null : String(answers.scrubbed(note)),
    decidedAt: updatedAt.toISOString(),
  }
}

/** Mean of 1 − distance over all pairs; null with fewer than two. */
function meanSimilarity<Answer>(answers: readonly Answer[], distance: (a: Answer, b: Answer) => number): number | null {
  let sum = 0
  let pairs = 0
  for (let first = 0; first < answers.length; first += 1) {
    for (let second = first + 1; second < answers.length; second += 1) {
      const [a, b] = [answers[first], answers[second]]
      if (a !== undefined && b !== undefined) sum += 1 - distance(a, b)
      pairs += 1
    }
  }
  return pairs === 0 ? null : sum / pairs
}
