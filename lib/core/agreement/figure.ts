/** What every annotator said of one item. An annotator stands at most once in `ratings`; a skip does not stand there at all. */
export interface Unit<Value> {
  item: string
  ratings: { annotator: string; value: Value }[]
}

/** Why a figure is undefined. */
export type Reason =
  | 'no-pairable-values'
  | 'no-variation'
  | 'one-category'
  | 'needs-two-annotators'
  | 'incomplete-rankings'
  | 'tied-rankings'
  | 'no-matches'
  | 'no-reference'
  | 'no-display-order'
  | 'no-votes'
  | 'no-comparisons'
  | 'not-strongly-connected'

/**
 * One measured number with all that is needed to defend it. Unrounded double precision.
 * `value` is null exactly when `reason` is given. `n_items`: items with at least two usable values; `n_pairable`: the values on them.
 */
export interface Figure {
  value: number | null
  n_items: number
  n_annotators: number
  n_pairable: number
  /** 95 % interval: the bootstrap's where one ran, else the published analytic one, else null. */
  ci: [number, number] | null
  se: number | null
  /** Names the formula, its source and the interval's method. */
  method: string
  /** A sentence a person can use. */
  note: string | null
  reason: Reason | null
  details: Record<string, unknown>
}

/** Figures by measure name (`krippendorff-alpha`, `f1@0.5`, …), the headline first. */
export type Figures = Record<string, Figure>
