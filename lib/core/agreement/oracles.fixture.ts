import { categoricalFigures } from './categorical-figures'
import type { Level } from './difference'
import type { Figure, Unit } from './figure'
import packages from './packages.oracle.json'
import { unitsOfRows } from './units-of-rows.fixture'

/**
 * Four frozen random tables and what these packages said of them: krippendorff 0.9.0, nltk 3.10.4, irrCAC 0.4.4 (digits = 15),
 * scikit-learn 1.9.1, statsmodels 0.15.0. NLTK was given no units rated once; Fleiss' kappa the complete units only.
 */
export const oracleTables = Object.entries(packages).map(([name, { rows, categories, packages: said }]) => ({
  name,
  units: unitsOfRows(rows),
  categories,
  said: new Map<string, unknown>(Object.entries(said)),
}))

/** What a package said of a table: a number, or a number with its standard error and interval. */
export function oracle(
  said: ReadonlyMap<string, unknown>,
  key: string,
): { value: number; se: number; ci: number[] } | null {
  const entry = said.get(key)
  if (typeof entry === 'number') return { value: entry, se: Number.NaN, ci: [] }
  if (typeof entry !== 'object' || entry === null || !('value' in entry && 'se' in entry && 'ci' in entry)) return null
  const { value, se, ci } = entry
  return { value: Number(value), se: Number(se), ci: Array.isArray(ci) ? ci.map(Number) : [] }
}

/** One figure without resampling. */
export function figureOf(
  units: Unit<string>[],
  measure: string,
  level: Level = 'nominal',
  categories?: string[],
): Figure {
  const figures = categoricalFigures(units, { level, categories, bootstrap: 0, seed: 1, measures: [measure] })
  const figure = figures[measure]
  if (!figure) throw new Error(`no figure ${measure}`)
  return figure
}

/** Units of two annotators `0` and `1` from a table of counts: row by column. */
export function unitsOfTable(categories: string[], counts: number[][]): Unit<string>[] {
  return counts.flatMap((row, i) =>
    row.flatMap((count, j) =>
      Array.from({ length: count }, (_, unit) => ({
        item: `${i}-${j}-${unit}`,
        ratings: [
          { annotator: '0', value: categories[i] ?? '' },
          { annotator: '1', value: categories[j] ?? '' },
        ],
      })),
    ),
  )
}
