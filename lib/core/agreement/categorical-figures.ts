import { unitsByPair } from '@/lib/core/pair-scores/annotator-pairs'
import { assembleFigure } from './assemble-figure'
import type { BootstrapOptions } from './bootstrap'
import { categoricalMeasure, categoricalMeasureNames } from './categorical-measures'
import { type CategoricalTable, categoricalTable } from './categorical-table'
import { assertLevel, assertOrdered, categoryOrder } from './category-order'
import { type CountedAnswers, tableOfCounts } from './counted-answers'
import type { Level } from './difference'
import type { Figure, Figures, Unit } from './figure'

export interface CategoricalOptions {
  /** In order, unused ones too; without it those seen. */
  categories?: string[]
  level: Level
  bootstrap: number
  seed: number
  interval?: BootstrapOptions['interval']
  average?: 'macro' | 'micro'
  /** These measures only; without it all that fit level and annotators. */
  measures?: string[]
  /** Adds `details.pairs`: each measure on every two annotators that judged an item in common. */
  pairs?: boolean
}

const WEIGHTED = /^(gwet-ac2|cohen-kappa-)/
const OF_TWO = /^(cohen-kappa|scott-pi)/

/** The categorical figures of these units, headline (krippendorff-alpha) first; formulas at each measure's own file. */
export function categoricalFigures(units: Unit<string>[], options: CategoricalOptions): Figures {
  const table = categoricalTable(units, categoryOrder(units, options.categories))
  const figures = figuresOfTable(table, options)
  return Object.fromEntries(options.pairs ? figures.map(withPairs(units, table, options)) : figures)
}

/** The same from counts, to the digit, at the cost of the distinct ways in which items were answered. */
export function countedFigures(counted: CountedAnswers<string>, options: Omit<CategoricalOptions, 'pairs'>): Figures {
  const seen = counted.annotators.flatMap(({ name, values }) => values.map((value) => ({ annotator: name, value })))
  const order = categoryOrder([{ item: '', ratings: seen }], options.categories)
  return Object.fromEntries(figuresOfTable(tableOfCounts(counted, order), options))
}

function figuresOfTable(table: CategoricalTable, options: CategoricalOptions): [string, Figure][] {
  assertLevel(table.order, options.level)
  const names = options.measures ?? fittingMeasures(table, options.level)
  const resampling = { bootstrap: options.bootstrap, seed: options.seed, interval: options.interval ?? 'percentile' }
  return names.map((name): [string, Figure] => {
    const measure = categoricalMeasure(name)
    if (WEIGHTED.test(name)) assertOrdered(table.order, `Measure ${name}`)
    return [name, assembleFigure(measure(table, options), resampling)]
  })
}

/** The same measures on two annotators alone, over the categories of the whole table. */
function withPairs(units: Unit<string>[], table: CategoricalTable, options: CategoricalOptions) {
  const pairs = unitsByPair(units).map(({ annotators, units: shared }) => ({
    annotators,
    table: categoricalTable(shared, table.order),
  }))
  return ([name, figure]: [string, Figure]): [string, Figure] => {
    const results = pairs.map(({ annotators, table: own }) => {
      const { estimate, weight, n_items } = categoricalMeasure(name)(own, options)
      return { annotators, value: estimate(weight).value, n_items }
    })
    return [name, { ...figure, details: { ...figure.details, pairs: results } }]
  }
}

function fittingMeasures(table: CategoricalTable, level: Level): string[] {
  return categoricalMeasureNames.filter((name) => {
    if (name === 'gwet-ac2') return false
    if (WEIGHTED.test(name) && level === 'nominal') return false
    return !OF_TWO.test(name) || table.annotators.length === 2
  })
}
