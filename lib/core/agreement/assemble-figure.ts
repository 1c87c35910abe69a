import { type BootstrapOptions, bootstrap } from './bootstrap'
import type { Figure, Reason } from './figure'
import type { Estimator } from './outcome'

/** All that stands around a measure's number. */
export interface Measurement {
  estimate: Estimator
  /** Units of each kind, as `estimate` takes them; these units are what the bootstrap draws from. */
  weight: Float64Array
  n_items: number
  n_annotators: number
  n_pairable: number
  /** Formula and source. */
  method: string
  /** The published interval and standard error, where there is one. */
  analytic?: { se: number; ci: [number, number]; method: string } | null
  notes?: string[]
  details?: Record<string, unknown>
}

/** The number, its interval and what can be said about both. */
export function assembleFigure(measurement: Measurement, options: BootstrapOptions): Figure {
  const { estimate, weight, n_items, n_annotators, n_pairable, method } = measurement
  const outcome = estimate(weight)
  const figure: Figure = {
    value: outcome.value,
    n_items,
    n_annotators,
    n_pairable,
    ci: null,
    se: null,
    method,
    note: joined(measurement.notes ?? []),
    reason: outcome.reason,
    details: { ...measurement.details },
  }
  if (outcome.value === null)
    return { ...figure, note: joined([reasonSentences[outcome.reason], ...(measurement.notes ?? [])]) }
  if (options.bootstrap > 0) {
    const result = bootstrap(estimate, weight, outcome.value, options)
    const notes = [...(measurement.notes ?? [])]
    if (n_annotators < 5) notes.push(fewAnnotators(n_annotators))
    if (options.interval === 'bca' && result.interval === 'percentile')
      notes.push('The BCa interval does not exist here; the percentile interval is given.')
    return {
      ...figure,
      ci: result.ci,
      se: result.se,
      method: `${method}; 95 % ${result.interval === 'bca' ? 'BCa' : 'percentile'} bootstrap interval over items, seed ${options.seed}`,
      note: joined(notes),
      details: { ...figure.details, resamples: result.resamples, undefined: result.undefinedResamples },
    }
  }
  const analytic = measurement.analytic
  return analytic ? { ...figure, ci: analytic.ci, se: analytic.se, method: `${method}; ${analytic.method}` } : figure
}

const reasonSentences: Record<Reason, string> = {
  'no-pairable-values': 'No item has values of two annotators, so nothing can be compared.',
  'no-variation':
    'All compared values are the same, so chance agreement is complete and nothing is left to measure; read the percent agreement.',
  'one-category': 'There is only one category; name the others that could have been used.',
  'needs-two-annotators':
    'This measure is defined for exactly two annotators; see the pairs, or use krippendorff-alpha.',
  'incomplete-rankings': 'No item was ranked completely by all its annotators.',
  'tied-rankings': 'Every annotator ties everything, so no order can be compared.',
  'no-matches': 'No pair of answers has a match.',
  'no-reference': 'No item has a text of the reference and one of another annotator.',
  'no-display-order': 'No judgement carries the order in which the responses were shown.',
  'no-votes': 'There is no vote.',
  'no-comparisons': 'There is no comparison.',
  'not-strongly-connected':
    'Some responses never lost to, or never beat, the others, so their strengths have no finite estimate.',
}

function fewAnnotators(n: number): string {
  return `The interval takes these ${n} annotators as given: with fewer than 5 it says nothing about other annotators.`
}

function joined(sentences: string[]): string | null {
  return sentences.length === 0 ? null : sentences.join(' ')
}
