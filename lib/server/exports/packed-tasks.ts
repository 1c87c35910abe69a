import type { SnapshotAdjudication, SnapshotAnnotation, SnapshotTask } from './snapshot-task'

/** Tasks as one flat list of plain values: objects with names would cost more to send to another thread than to work on. */
export type PackedTasks = (string | number | null)[]

const none = 0
const some = 1

/** Fields one after the other; before the annotations of a task their number, before its adjudication whether there is one. */
export function packedTasks(tasks: readonly SnapshotTask[]): PackedTasks {
  const packed: PackedTasks = []
  for (const { id, externalId, isGold, payload, meta, gold, prelabeled, annotations, adjudication } of tasks) {
    packed.push(id, externalId, Number(isGold), payload, meta, gold, Number(prelabeled), annotations.length)
    for (const one of annotations) {
      packed.push(one.id, one.taskId, one.labelerId, one.labelerName, one.answer, one.displayOrder, one.timeSpentMs)
      packed.push(one.guidelinesVersion, one.revision, one.createdAt.getTime(), one.updatedAt.getTime())
    }
    if (adjudication === null) packed.push(none)
    else packed.push(some, ...adjudicationFields(adjudication))
  }
  return packed
}

function adjudicationFields(one: SnapshotAdjudication): PackedTasks {
  const { taskId, reviewerId, reviewerName, how, acceptedId, answer, note, revision, updatedAt } = one
  return [taskId, reviewerId, reviewerName, how, acceptedId, answer, note, revision, updatedAt.getTime()]
}

export function unpackedTasks(packed: PackedTasks): SnapshotTask[] {
  const reader = new Reader(packed)
  const tasks: SnapshotTask[] = []
  while (reader.hasMore) {
    tasks.push({
      id: reader.text(),
      externalId: reader.text(),
      isGold: reader.number() === 1,
      payload: reader.text(),
      meta: reader.text(),
      gold: reader.textOrNull(),
      prelabeled: reader.number() === 1,
      annotations: readAnnotations(reader, reader.number()),
      adjudication: reader.number() === none ? null : readAdjudication(reader),
    })
  }
  return tasks
}

function readAnnotations(reader: Reader, count: number): SnapshotAnnotation[] {
  const annotations: SnapshotAnnotation[] = []
  for (let index = 0; index < count; index += 1) {
    annotations.push({
      id: reader.text(),
      taskId: reader.text(),
      labelerId: reader.text(),
      labelerName: reader.text(),
      answer: reader.text(),
      displayOrder: reader.text(),
      timeSpentMs: reader.number(),
      guidelinesVersion: reader.number(),
      revision: reader.number(),
      createdAt: new Date(reader.number()),
      updatedAt: new Date(reader.number()),
    })
  }
  return annotations
}

function readAdjudication(reader: Reader): SnapshotAdjudication {
  return {
    taskId: reader.text(),
    reviewerId: reader.text(),
    reviewerName: reader.text(),
    how: reader.text(),
    acceptedId: reader.textOrNull(),
    answer: reader.text(),
    note: reader.textOrNull(),
    revision: reader.number(),
    updatedAt: new Date(reader.number()),
  }
}

class Reader {
  readonly #values: PackedTasks
  #at = 0

  constructor(values: PackedTasks) {
    this.#values = values
  }

  get hasMore(): boolean {
    return this.#at < this.#values.length
  }

  text(): string {
    const value = this.#next()
    if (typeof value !== 'string') throw new Error('Packed tasks hold no text where text belongs.')
    return value
  }

  textOrNull(): string | null {
    const value = this.#next()
    if (typeof value === 'number') throw new Error('Packed tasks hold a number where text belongs.')
    return value
  }

  number(): number {
    const value = this.#next()
    if (typeof value !== 'number') throw new Error('Packed tasks hold no number where a number belongs.')
    return value
  }

  #next(): string | number | null {
    const value = this.#values[this.#at]
    this.#at += 1
    if (value === undefined) throw new Error('Packed tasks end in the middle of a task.')
    return value
  }
}
