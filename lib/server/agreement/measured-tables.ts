import 'server-only'
import type { ConfusionMatrix } from '@/lib/core/agreement/confusion-matrix'
import type { Figures } from '@/lib/core/agreement/figure'
import { byText } from '@/lib/core/pair-scores/annotator-pairs'
import type { KeptTask, PairSum } from './answer-sums'
import type { MeasureQuestion } from './answered-task'
import { figuresNow, SlowFigures, type Waiting } from './figures-now'
import type { KeptAnswers } from './kept-answers'
import { type AlphasBy, type CategoryNames, type LabelerRow, labelerRows } from './labeler-table'
import type { AsOf } from './latest'
import { alphaRow, kappaRow, type PairRow } from './pair-table'
import { type PositionTable, positionTable } from './position-table'

export interface MeasuredTables {
  tasks: number
  /** Of these, tasks whose annotators started from an imported answer. */
  prelabeled: number
  annotations: number
  figures: Figures
  /** Which answers the figures rest on, and the alphas of types without categories; null: those of now. */
  asOf: AsOf | null
  /** Whether nothing here is of another moment. */
  isOfNow: boolean
  labelers: LabelerRow[]
  /** Those with most tasks in common first. */
  pairs: PairRow[]
  confusion: ConfusionMatrix | null
  categories: { category: string; n: number }[] | null
  /** Null for types that compare nothing. */
  position: PositionTable | null
  /** Most disputed first. */
  disputed: { task: KeptTask; disagreement: number }[]
}

const mostPairs = 500

/** Tables and figures from the counts; what is measured from all answers is waited for unless told otherwise. */
export async function measuredTables(
  question: MeasureQuestion,
  answers: KeptAnswers,
  nameOf: (labelerId: string) => string,
  waiting: Waiting = { slow: new SlowFigures(), patienceMs: Number.POSITIVE_INFINITY },
): Promise<MeasuredTables> {
  const { sums, reader } = answers
  const categories = categoriesOf(answers)
  const countable = categories !== null && sums.uncategorised === 0
  const now = await figuresNow(question, answers, nameOf, waiting)
  const by: AlphasBy = countable
    ? { by: 'counts', categories }
    : { by: 'distance', without: now.alphas, asOf: now.asOf }
  const compared = {
    level: categories?.level ?? 'nominal',
    nCategories: sums.nCategories,
    categoryOf: reader.categories,
  }
  return {
    tasks: sums.tasks,
    prelabeled: sums.prelabeled,
    annotations: sums.annotations,
    figures: now.figures,
    asOf: now.asOf,
    isOfNow: now.asOf === null && now.reliabilityAsOf === null,
    labelers: labelerRows(sums, by, { known: now.reliability, asOf: now.reliabilityAsOf }, nameOf),
    pairs: mostShared(sums.pairs).map((pair) => (countable ? kappaRow(pair, compared) : alphaRow(pair, now, nameOf))),
    confusion: categories === null ? null : confusionOf(answers, categories.names),
    categories:
      categories === null
        ? null
        : categories.names.map((category, place) => ({ category, n: sums.chosen[place] ?? 0 })),
    position: answers.spec.comparison ? positionTable(sums.position) : null,
    disputed: disputedOf(answers),
  }
}

/** Those with most tasks in common first, the same ones whatever happened before. Of a large crowd few pairs are put in order. */
export function mostShared(pairs: ReadonlyMap<string, PairSum>, most = mostPairs): PairSum[] {
  const howMany = new Map<number, number>()
  for (const { n } of pairs.values()) howMany.set(n, (howMany.get(n) ?? 0) + 1)
  let least = 0
  let found = 0
  for (const [n, times] of [...howMany].sort(([a], [b]) => b - a)) {
    if (found >= most) break
    least = n
    found += times
  }
  return [...pairs]
    .filter(([, { n }]) => n >= least)
    .sort(([a, one], [b, other]) => other.n - one.n || byText(a, b))
    .slice(0, most)
    .map(([, pair]) => pair)
}

function categoriesOf({ spec, config }: KeptAnswers): CategoryNames | null {
  const { category } = spec
  return category === null ? null : { level: category.level(config), names: category.categories(config) }
}

/** Krippendorff's coincidences: symmetric, summing to the pairable values. */
function confusionOf({ sums }: KeptAnswers, names: readonly string[]): ConfusionMatrix {
  const cells = sums.coincidences.coincidences().coincidences()
  const counts = names.map((_, row) => names.map((__, column) => cells[row * names.length + column] ?? 0))
  return { categories: [...names], counts }
}

function disputedOf({ sums, tasks }: KeptAnswers): MeasuredTables['disputed'] {
  return sums.disputed.list().flatMap(({ taskId, disagreement }) => {
    const task = tasks.get(taskId)
    return task ? [{ task, disagreement }] : []
  })
}
