import 'server-only'
import type { Split, Verdict } from '@/lib/core/export/contract'
import { DuplicateFinder } from '@/lib/core/export-plan/duplicate-groups'
import { splitter } from '@/lib/core/export-plan/splits'
import { contentKey, contentText } from './content-text'
import { type ExportPass, passingTasks, unnoted } from './passing-tasks'
import type { Snapshot } from './snapshot-task'

/**
 * The verdicts of an aggregation that needs all answers at once, by the ordinals of their tasks. It sees every task with an answer that counts,
 * also those that are then left out for too few answers or too little agreement: they tell something of the people who gave them.
 */
export async function verdictsOverAll(
  snapshot: Snapshot,
  pass: ExportPass,
): Promise<ReadonlyMap<number, Verdict<unknown>>> {
  const filters = {
    ...pass.filters,
    minAnnotators: 1,
    minAgreement: null,
    minCertainty: null,
    adjudicated: 'ignore',
  } as const
  const ordinals: number[] = []
  const units: Parameters<ExportPass['aggregation']['run']>[0][number][] = []
  for await (const tasks of passingTasks(snapshot, { ...pass, filters, verdicts: new Map() }, unnoted)) {
    for (const { ordinal, stored, kept, exported } of tasks) {
      const ratings = kept.map(({ labelerId }, index) => ({
        annotator: labelerId,
        value: exported.annotations[index]?.answer,
      }))
      ordinals.push(ordinal)
      units.push({ item: stored.id, ratings })
    }
  }
  const verdicts = pass.aggregation.run(units, pass.config)
  return new Map(
    ordinals.flatMap((ordinal, index): [number, Verdict<unknown>][] => {
      const verdict = verdicts[index]
      return verdict === undefined ? [] : [[ordinal, verdict]]
    }),
  )
}

export type Plan = Pick<ExportPass, 'splitOf' | 'duplicate'>

/** Which part each task belongs to, and which are duplicates, over the tasks that pass the filters. About 100 bytes a task for each of the two. */
export async function planned(snapshot: Snapshot, pass: ExportPass, expected: number): Promise<Plan> {
  const { split, duplicates } = pass.filters
  const parts = split ? new DuplicateFinder({ near: true, expected }) : null
  const copies = duplicates === 'keep' ? null : new DuplicateFinder({ near: duplicates === 'drop-near', expected })
  const places = new Int32Array(expected).fill(-1)
  let passing = 0
  for await (const tasks of passingTasks(snapshot, pass, unnoted)) {
    for (const { ordinal, exported } of tasks) {
      places[ordinal] = passing
      passing += 1
      if (parts !== null) addSplitKey(parts, pass.spec.splitKey(exported.payload))
      copies?.add(contentKey(exported.payload), contentText(exported.payload))
    }
  }
  return {
    splitOf: split && parts ? splitsOf(parts, splitter(split), places) : null,
    duplicate: duplicatesOf(copies, places),
  }
}

function addSplitKey(finder: DuplicateFinder, key: { text: string } | { media: string }): void {
  if ('text' in key) finder.add(key.text, key.text)
  else finder.add(key.media, null)
}

function splitsOf(finder: DuplicateFinder, splitOf: (key: bigint) => Split, places: Int32Array): Plan['splitOf'] {
  const { smallest } = finder.groups()
  return (ordinal) => {
    const key = smallest[places[ordinal] ?? -1]
    return key === undefined ? null : splitOf(key)
  }
}

function duplicatesOf(finder: DuplicateFinder | null, places: Int32Array): Plan['duplicate'] {
  if (finder === null) return null
  const { first, equal } = finder.groups()
  return (ordinal) => {
    const place = places[ordinal] ?? -1
    if (place === -1 || first[place] === place) return null
    return equal[place] === place ? 'near_duplicate' : 'duplicate'
  }
}
