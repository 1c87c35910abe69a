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
  createdAt: Date
}

export interface SnapshotTask {
  id: string
  externalId: string
  isGold: boolean
  payload: string
  meta: string
  gold: string | null
  /** Submitted ones only, oldest first. */
  annotations: SnapshotAnnotation[]
}

/** The database as it stood when the snapshot was opened: labeling goes on and changes nothing in it. */
export interface Snapshot {
  /** Tasks of a batch by their external id (code point order), some hundred at a time, those without annotations too. */
  tasks(batchId: string): AsyncIterable<SnapshotTask[]>
  countTasks(batchIds: readonly string[]): Promise<number>
  close(): Promise<void>
}

export const snapshotStep = 200

export function byTask(annotations: readonly SnapshotAnnotation[]): Map<string, SnapshotAnnotation[]> {
  const given = new Map<string, SnapshotAnnotation[]>()
  for (const annotation of annotations) {
    const known = given.get(annotation.taskId)
    if (known === undefined) given.set(annotation.taskId, [annotation])
    else known.push(annotation)
  }
  return given
}
