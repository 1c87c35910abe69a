import 'server-only'
import { packedTasks } from './packed-tasks'
import type { ExportPass } from './passing-tasks'
import type { RowStep } from './row-maker'
import type { Snapshot } from './snapshot-task'

/** All tasks of an export as they are read, with what the pass knows of each. */
export async function* rowSteps(snapshot: Snapshot, pass: ExportPass): AsyncIterable<RowStep> {
  let ordinal = 0
  for (const [batch, { id }] of pass.batches.entries()) {
    for await (const tasks of snapshot.tasks(id)) {
      await pass.onStep(ordinal)
      const first = ordinal
      const known = <Value>(of: ((ordinal: number) => Value) | null | undefined): Value[] | null =>
        of ? tasks.map((_, index) => of(first + index)) : null
      const { verdicts } = pass
      yield {
        ordinal,
        batch,
        tasks: packedTasks(tasks),
        verdicts: known(verdicts && ((one) => verdicts.get(one) ?? null)),
        splits: known(pass.splitOf),
        duplicates: known(pass.duplicate),
      }
      ordinal += tasks.length
    }
  }
}
