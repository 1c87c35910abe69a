import { AppError } from '../errors'
import type { Measurement } from './assemble-figure'
import type { CategoricalTable } from './categorical-table'
import type { WeightScheme } from './category-weights'
import { cohenKappa, cohenStandardError, type KappaWeights } from './cohen-kappa'
import { differenceFor, type Level } from './difference'
import { fleissKappa } from './fleiss-kappa'
import { gwetAc, gwetStandardError } from './gwet-ac'
import { krippendorffAlpha, pairableMarginals } from './krippendorff-alpha'
import { Z_95 } from './normal'
import { type Estimator, undefinedFor } from './outcome'
import { percentAgreement } from './percent-agreement'
import { scottPi } from './scott-pi'
import { studentTQuantile } from './student-t'
import type { TwoRaterTable } from './two-rater-table'
import { selectPatterns, type UnitPatterns } from './unit-patterns'

interface MeasureSettings {
  level: Level
  average?: 'macro' | 'micro'
}

type Measure = (table: CategoricalTable, settings: MeasureSettings) => Measurement

const measureOf: Record<string, Measure> = {
  'krippendorff-alpha': alpha,
  'percent-agreement': raw,
  'gwet-ac1': (table) => gwet(table, 'identity'),
  'gwet-ac2-linear': (table) => gwet(table, 'linear'),
  'gwet-ac2-quadratic': (table) => gwet(table, 'quadratic'),
  'gwet-ac2-ordinal': (table) => gwet(table, 'ordinal'),
  'fleiss-kappa': fleiss,
  'cohen-kappa': (table) => cohen(table, 'unweighted'),
  'cohen-kappa-linear': (table) => cohen(table, 'linear'),
  'cohen-kappa-quadratic': (table) => cohen(table, 'quadratic'),
  'scott-pi': scott,
}

/** Every name that `measures` may hold, the headline first; `gwet-ac2` stands for `gwet-ac2-quadratic`. */
export const categoricalMeasureNames = [...Object.keys(measureOf), 'gwet-ac2']

/** @throws AppError `bad-input` for an unknown name. */
export function categoricalMeasure(name: string): Measure {
  const full = name === 'gwet-ac2' ? 'gwet-ac2-quadratic' : name
  const measure = Object.hasOwn(measureOf, full) ? measureOf[full] : undefined
  if (measure) return measure
  throw new AppError(
    'bad-input',
    `There is no measure ${name} here. Choose from ${categoricalMeasureNames.join(', ')}.`,
  )
}

function alpha({ order, patterns, annotators }: CategoricalTable, { level }: MeasureSettings): Measurement {
  const pairable = selectPatterns(patterns, (size) => size >= 2)
  return {
    ...counted(pairable, annotators),
    estimate: krippendorffAlpha(pairable, differenceFor(level, order.numbers)),
    method: `Krippendorff's alpha (2011), ${level} difference`,
    notes: prevalenceNote(pairable, order.categories),
  }
}

function raw({ patterns, annotators }: CategoricalTable, { average = 'macro' }: MeasureSettings): Measurement {
  const pairable = selectPatterns(patterns, (size) => size >= 2)
  return {
    ...counted(pairable, annotators),
    estimate: percentAgreement(pairable, average),
    method:
      average === 'macro'
        ? 'Mean over items of the agreeing share of the item’s pairs (Fleiss 1971)'
        : 'Agreeing pairs of all items / all pairs',
    notes: ['Not corrected for chance.'],
  }
}

function gwet({ patterns, annotators }: CategoricalTable, scheme: WeightScheme): Measurement {
  const pairable = selectPatterns(patterns, (size) => size >= 2)
  const estimate = gwetAc(patterns, scheme)
  const value = estimate(patterns.units).value
  const se = gwetStandardError(patterns, scheme)
  const rated = patterns.units.reduce((sum, units) => sum + units, 0)
  const reach = se === null ? 0 : studentTQuantile(0.975, rated - 1) * se
  return {
    ...counted(pairable, annotators),
    weight: patterns.units,
    estimate,
    method:
      scheme === 'identity'
        ? 'Gwet’s AC1 (Handbook, 4th ed. 2014)'
        : `Gwet’s AC2 (Handbook, 4th ed. 2014), ${scheme} weights`,
    analytic:
      se === null || value === null
        ? null
        : {
            se,
            ci: [value - reach, Math.min(1, value + reach)],
            method: 'standard error by sampling of items, 95 % interval with t(n − 1), cut at 1',
          },
  }
}

function fleiss({ patterns, annotators }: CategoricalTable): Measurement {
  const m = patterns.size.reduce((most, size) => Math.max(most, size), 0)
  const complete = selectPatterns(patterns, (size) => size === m && m >= 2)
  const kept = complete.units.reduce((sum, units) => sum + units, 0)
  const dropped = patterns.units.reduce((sum, units) => sum + units, 0) - kept
  return {
    ...counted(complete, annotators),
    estimate: fleissKappa(complete),
    method: `Fleiss’ kappa (1971), items with ${m} ratings`,
    notes:
      dropped > 0
        ? [`Left out: ${dropped} ${dropped === 1 ? 'item' : 'items'} with fewer than ${Math.max(2, m)} ratings.`]
        : [],
    details: { dropped },
  }
}

function cohen(table: CategoricalTable, weights: KappaWeights): Measurement {
  const named = weights === 'unweighted' ? 'Cohen’s kappa (1960)' : `Cohen’s kappa (1968), ${weights} weights`
  return ofTwo(table, named, (cells) => {
    const estimate = cohenKappa(cells, weights)
    const value = estimate(cells.units).value
    const se = cohenStandardError(cells, weights)
    if (value === null || se === null) return { estimate, analytic: null }
    return {
      estimate,
      analytic: {
        se,
        ci: [value - Z_95 * se, value + Z_95 * se],
        method: 'standard error of Fleiss, Cohen & Everitt (1969), 95 % interval ± 1.96 SE',
      },
    }
  })
}

function scott(table: CategoricalTable): Measurement {
  return ofTwo(table, 'Scott’s pi (1955)', (cells) => ({ estimate: scottPi(cells) }))
}

function ofTwo(
  { twoRaters, annotators }: CategoricalTable,
  method: string,
  measure: (cells: TwoRaterTable) => Pick<Measurement, 'estimate' | 'analytic'>,
): Measurement {
  if (!twoRaters)
    return {
      estimate: needsTwo,
      weight: new Float64Array(0),
      n_items: 0,
      n_annotators: annotators.length,
      n_pairable: 0,
      method,
    }
  const n = twoRaters.units.reduce((sum, units) => sum + units, 0)
  return { ...measure(twoRaters), weight: twoRaters.units, n_items: n, n_annotators: 2, n_pairable: 2 * n, method }
}

const needsTwo: Estimator = () => undefinedFor('needs-two-annotators')

function counted(patterns: UnitPatterns, annotators: string[]) {
  return {
    weight: patterns.units,
    n_items: patterns.units.reduce((sum, units) => sum + units, 0),
    n_annotators: annotators.length,
    n_pairable: patterns.units.reduce((sum, units, p) => sum + units * (patterns.size[p] ?? 0), 0),
  }
}

/** Past this share one category dominates, and chance-corrected figures fall however well people agree (Feinstein & Cicchetti 1990). */
const DOMINANT = 0.8

function prevalenceNote(pairable: UnitPatterns, categories: string[]): string[] {
  const marginals = pairableMarginals(pairable, pairable.units)
  const n = marginals.reduce((sum, count) => sum + count, 0)
  const most = marginals.reduce((best, count, category) => (count > (marginals[best] ?? 0) ? category : best), 0)
  const share = (marginals[most] ?? 0) / n
  if (!(share > DOMINANT) || share === 1) return []
  return [
    `“${categories[most]}” is ${Math.round(share * 100)} % of the values: alpha is low then even where people mostly agree; read percent-agreement and gwet-ac1 beside it.`,
  ]
}
