import 'server-only'

export interface SnapshotAnnotation {
  id: string
  taskId: string
  labelerId: string
  labelerName: string
  /** JSON as stored. */
  answer: string
  displayOrder: string
  timeSpentMs: number
  guidelinesVersion: number
  revision: number
  createdAt: Date
  updatedAt: Date
}

export interface SnapshotAdjudication {
  taskId: string
  reviewerId: string
  reviewerName: string
  /** accepted | merged | anew */
  how: string
  acceptedId: string | null
  /** JSON as stored. */
  answer: string
  note: string | null
  revision: number
  updatedAt: Date
}

export interface SnapshotTask {
  id: string
  externalId: string
  isGold: boolean
  payload: string
  meta: string
  gold: string | null
  /** People started from an answer that the import brought. */
  prelabeled: boolean
  /** Submitted ones only, oldest first. */
  annotations: SnapshotAnnotation[]
  adjudication: SnapshotAdjudication | null
}

/** The database as it stood when the snapshot was opened: labeling goes on and changes nothing in it. */
export interface Snapshot {
  /** Tasks of a batch by their external id (code point order), some hundred at a time, those without annotations too. */
  tasks(batchId: string): AsyncIterable<SnapshotTask[]>
  countTasks(batchIds: readonly string[]): Promise<number>
  /** People whose answers count nowhere in this project. */
  excludedLabelers(projectId: string): Promise<Set<string>>
  /** Who gave an answer or a verdict in these batches, those with the oldest account first. */
  people(batchIds: readonly string[]): Promise<{ id: string; name: string }[]>
  /** The text of a version of the guidelines; null where there is none. */
  guidelines(projectId: string, version: number): Promise<string | null>
  close(): Promise<void>
}

export const snapshotStep = 200

/** A step of tasks with what hangs on them. */
export function assembled(
  rows: readonly Omit<SnapshotTask, 'annotations' | 'adjudication'>[],
  annotations: readonly SnapshotAnnotation[],
  adjudications: readonly SnapshotAdjudication[],
): SnapshotTask[] {
  const given = byTask(annotations)
  const settled = new Map(adjudications.map((adjudication) => [adjudication.taskId, adjudication]))
  return rows.map(({ id, externalId, isGold, payload, meta, gold, prelabeled }) => ({
    id,
    externalId,
    isGold,
    payload,
    meta,
    gold,
    prelabeled,
    annotations: given.get(id) ?? [],
    adjudication: settled.get(id) ?? null,
  }))
}

function byTask(annotations: readonly SnapshotAnnotation[]): Map<string, SnapshotAnnotation[]> {
  const given = new Map<string, SnapshotAnnotation[]>()
  for (const annotation of annotations) {
    const known = given.get(annotation.taskId)
    if (known === undefined) given.set(annotation.taskId, [annotation])
    else known.push(annotation)
  }
  return given
}
