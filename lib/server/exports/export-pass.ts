import 'server-only'
import { nameRule } from './annotator-names'
import { planned, verdictsOverAll } from './export-passes'
import type { ExportTarget } from './export-target'
import { answersAnew, type KnownPeople, passOf } from './pass-of'
import type { ExportPass } from './passing-tasks'
import type { Snapshot } from './snapshot-task'

/** Called while tasks are read, with the share of all reading that is done: 0 to 1. Throws to stop. */
export type OnProgress = (share: number) => Promise<void>

export interface PreparedPass {
  /** For the pass that writes. Each call gives one that counts what it scrubs for itself. */
  passAnew(): ExportPass
  people: KnownPeople
  tasks: number
}

/** Everything that must be known of all tasks before the first is written: verdicts that need all answers, splits, duplicates. */
export async function preparedPass(
  snapshot: Snapshot,
  target: ExportTarget,
  onProgress: OnProgress,
): Promise<PreparedPass> {
  const { batches, filters, aggregation, project } = target
  const batchIds = batches.map(({ id }) => id)
  const tasks = await snapshot.countTasks(batchIds)
  const isOverAll = aggregation.method.over === 'all'
  const isPlanned = Boolean(filters.split) || filters.duplicates !== 'keep'
  const passes = 1 + Number(isOverAll) + Number(isPlanned)
  const step = (before: number) => (read: number) => onProgress((before + read / Math.max(tasks, 1)) / passes)
  const people = {
    names: await nameRule(project.id, filters.labelers, snapshot, batchIds),
    excluded: await snapshot.excludedLabelers(project.id),
  }
  const first = { ...passOf(target, people), onStep: step(0) }
  const verdicts = isOverAll ? await verdictsOverAll(snapshot, first) : null
  const second = { ...first, verdicts, onStep: step(Number(isOverAll)) }
  const plan = isPlanned ? await planned(snapshot, second, tasks) : { splitOf: null, duplicate: null }
  const last = { ...second, ...plan, onStep: step(passes - 1) }
  return { passAnew: () => ({ ...last, answers: answersAnew(filters) }), people, tasks }
}
