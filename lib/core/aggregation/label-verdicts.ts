import type { Unit } from '../agreement/figure'
import type { Aggregation, Verdict } from '../export/contract'
import { dawidSkene } from './dawid-skene'
import { mace } from './mace'
import { majority } from './majority'

export interface LabelsOf<Answer, Config> {
  /** Null where an answer has no single label; it then has no vote. */
  of(answer: Answer, config: Config): string | null
  /** The answer that says this label, from those of the unit that say it (none where a model chose a label that nobody gave there). */
  answer(label: string, saying: Answer[], config: Config): Answer
}

interface Voted {
  value: string | null
  top: string[]
  certainty: number | null
  caveat?: string
}

/** A Laplace prior on the confusion matrices: without it one person's two votes make certainties. */
const smoothing = 1

/** Majority, Dawid–Skene and MACE for answers that are one label each. */
export function labelAggregations<Answer, Config>(
  labels: LabelsOf<Answer, Config>,
): Record<'majority' | 'dawid-skene' | 'mace', Aggregation<Answer, Config>> {
  return {
    majority: {
      label: 'Majority',
      description: 'The most frequent label; a tie decides nothing. Use it where annotators are about equally good.',
      over: 'task',
      run: overLabels(labels, 'majority', (units) => {
        const { items } = majority(units)
        return ({ item }) => ({ ...(items[item] ?? undecided), certainty: null })
      }),
    },
    'dawid-skene': {
      label: 'Dawid–Skene',
      description:
        'Weighs annotators by confusion matrices estimated from all answers (Dawid & Skene 1979, one pseudo-count a cell) and gives the probability of each answer.',
      over: 'all',
      run: overLabels(labels, 'dawid-skene', (units) => {
        const { items, converged, iterations } = dawidSkene(units, { smoothing })
        return ({ item }) => probable(items[item], converged ? null : iterations)
      }),
    },
    mace: {
      label: 'MACE',
      description:
        'Tells people who know from people who guess (Hovy et al. 2013) and gives the probability of each answer. Use it where spammers are feared.',
      over: 'all',
      run: overLabels(labels, 'mace', (units) => {
        const { items, converged, iterations } = mace(units, { seed: 1 })
        return ({ item }) => probable(items[item], converged ? null : iterations)
      }),
    },
  }
}

const undecided: Voted = { value: null, top: [], certainty: null }

/** `stoppedAfter`: rounds of an estimation that was stopped while it still moved. */
function probable(
  item: { value: string | null; top: string[]; posterior: Record<string, number> | null } | undefined,
  stoppedAfter: number | null,
): Voted {
  const [first] = item?.top ?? []
  if (item === undefined || first === undefined) return undecided
  const certainty = item.posterior?.[first] ?? null
  const caveat =
    stoppedAfter === null
      ? {}
      : {
          caveat: `Not converged: the estimation was stopped after ${stoppedAfter} rounds while certainties still moved; take answers and certainties as rough.`,
        }
  return { value: item.value, top: item.top, certainty, ...caveat }
}

function overLabels<Answer, Config>(
  labels: LabelsOf<Answer, Config>,
  method: string,
  fitted: (units: Unit<string>[]) => (unit: Unit<string>) => Voted,
): Aggregation<Answer, Config>['run'] {
  return (units, config) => {
    const voted = units.map((unit) => labelUnit(unit, labels, config))
    const verdictOf = fitted(voted)
    return units.map((unit, index): Verdict<Answer> => {
      const own = voted[index]
      const { value, top, certainty, caveat } = own === undefined ? undecided : verdictOf(own)
      const saying = (label: string) => {
        const answers = unit.ratings.flatMap(({ value: answer }) =>
          labels.of(answer, config) === label ? [answer] : [],
        )
        return labels.answer(label, answers, config)
      }
      return {
        answer: value === null ? null : saying(value),
        tied: value === null ? top.map(saying) : [],
        method,
        certainty,
        n: unit.ratings.length,
        ...(caveat === undefined ? {} : { caveat }),
      }
    })
  }
}

function labelUnit<Answer, Config>(
  { item, ratings }: Unit<Answer>,
  labels: LabelsOf<Answer, Config>,
  config: Config,
): Unit<string> {
  return {
    item,
    ratings: ratings.flatMap(({ annotator, value }) => {
      const label = labels.of(value, config)
      return label === null ? [] : [{ annotator, value: label }]
    }),
  }
}
