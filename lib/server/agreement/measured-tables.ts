import 'server-only'
import type { ConfusionMatrix } from '@/lib/core/agreement/confusion-matrix'
import type { Figures } from '@/lib/core/agreement/figure'
import type { KeptTask } from './answer-sums'
import type { MeasureQuestion } from './answered-task'
import type { KeptAnswers } from './kept-answers'
import { type AlphasBy, type CategoryNames, type LabelerRow, labelerRows } from './labeler-table'
import { measuredApart } from './measure-apart'
import { alphaRow, kappaRow, type PairRow } from './pair-table'
import { type PositionTable, positionTable } from './position-table'

export interface MeasuredTables {
  tasks: number
  /** Of these, tasks whose annotators started from an imported answer. */
  prelabeled: number
  annotations: number
  figures: Figures
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

const mostDisputed = 50
const mostPairs = 500

/** Tables from the counts, figures and the alphas of types without categories from a thread of their own. */
export async function measuredTables(
  question: MeasureQuestion,
  answers: KeptAnswers,
  nameOf: (labelerId: string) => string,
): Promise<MeasuredTables> {
  const { sums, tasks } = answers
  const categories = categoriesOf(answers)
  const countable = categories !== null && sums.uncategorised === 0
  const named = [...tasks.values()]
    .filter(({ mixedIn }) => !mixedIn)
    .map(({ taskId, ratings }) => ({
      taskId,
      ratings: ratings.map(({ labelerId, value }) => ({ annotator: nameOf(labelerId), value })),
    }))
  const asked = { ...question, alphas: !countable, reliability: countable }
  const { figures, alphas, reliability } = await measuredApart(asked, named)
  const by: AlphasBy = countable ? { by: 'counts', categories } : { by: 'distance', without: alphas }
  const pairs = [...sums.pairs.values()].toSorted((a, b) => b.n - a.n).slice(0, mostPairs)
  return {
    tasks: sums.tasks,
    prelabeled: sums.prelabeled,
    annotations: sums.annotations,
    figures,
    labelers: labelerRows(sums, by, reliability, nameOf),
    pairs: pairs.map((pair) =>
      countable ? kappaRow(pair, categories.names.length, categories.level) : alphaRow(pair, alphas, nameOf),
    ),
    confusion: categories === null ? null : confusionOf(answers, categories.names),
    categories:
      categories === null
        ? null
        : categories.names.map((category, place) => ({ category, n: sums.chosen[place] ?? 0 })),
    position: answers.spec.comparison ? positionTable(sums.position) : null,
    disputed: disputedOf(answers),
  }
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
  return [...sums.disagreement]
    .filter(([, disagreement]) => disagreement > 0)
    .toSorted(([idA, a], [idB, b]) => b - a || (idA < idB ? -1 : 1))
    .slice(0, mostDisputed)
    .flatMap(([taskId, disagreement]) => {
      const task = tasks.get(taskId)
      return task ? [{ task, disagreement }] : []
    })
}
