import { expect, test } from 'vitest'
import { bootstrap, quantile } from './bootstrap'
import { categoricalFigures } from './categorical-figures'
import { oracleTables } from './oracles.fixture'
import { defined, type Estimator, undefinedFor } from './outcome'

/** Spatial test data, test A (Efron & Tibshirani 1993, table 14.1). */
const spatial = [48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41]

const variance: Estimator = (weight) => {
  const n = weight.reduce((sum, times) => sum + times, 0)
  const mean = weight.reduce((sum, times, unit) => sum + times * (spatial[unit] ?? 0), 0) / n
  return defined(weight.reduce((sum, times, unit) => sum + times * ((spatial[unit] ?? 0) - mean) ** 2, 0) / n)
}
const once = new Float64Array(spatial.length).fill(1)

test('intervals of the spatial data equal scipy’s, whose 90 % ones are those of Efron & Tibshirani 1993, section 14.2', () => {
  // scipy.stats.bootstrap((A,), np.var, n_resamples=200_000, random_state=1) at 95 %: percentile 86.33 … 249.65, BCa 105.47 … 278.88, SE 41.85;
  // at 90 %: BCa 115.4 … 260.9, printed (2,000 resamples): 115.8 … 259.6.
  const settings = { bootstrap: 20_000, seed: 1 }
  const value = variance(once).value ?? 0
  const percentile = bootstrap(variance, once, value, { ...settings, interval: 'percentile' })
  const bca = bootstrap(variance, once, value, { ...settings, interval: 'bca' })
  expect(value).toBeCloseTo(171.534, 3)
  expect(Math.abs((percentile.ci?.[0] ?? 0) - 86.33)).toBeLessThan(2)
  expect(Math.abs((percentile.ci?.[1] ?? 0) - 249.65)).toBeLessThan(2)
  expect(Math.abs((bca.ci?.[0] ?? 0) - 105.47)).toBeLessThan(2)
  expect(Math.abs((bca.ci?.[1] ?? 0) - 278.88)).toBeLessThan(2.5)
  expect(Math.abs((percentile.se ?? 0) - 41.85)).toBeLessThan(0.7)
})

test('resampling kinds of units is resampling units: same spread, same interval', () => {
  // 900 units of three kinds, as kinds (by binomials) and as single units (drawn one by one).
  const share: Estimator = (weight) => defined((weight[0] ?? 0) / weight.reduce((sum, times) => sum + times, 0))
  const single: Estimator = (weight) => {
    let first = 0
    weight.forEach((times, unit) => {
      if (unit < 200) first += times
    })
    return defined(first / 900)
  }
  const settings = { bootstrap: 4_000, seed: 9, interval: 'percentile' } as const
  const byKind = bootstrap(share, Float64Array.of(200, 300, 400), 2 / 9, settings)
  const byUnit = bootstrap(single, new Float64Array(900).fill(1), 2 / 9, settings)
  // Binomial standard deviation of a share.
  const se = Math.sqrt(((2 / 9) * (7 / 9)) / 900)
  for (const result of [byKind, byUnit]) {
    expect((result.se ?? 0) / se).toBeCloseTo(1, 1)
    expect(Math.abs((result.ci?.[0] ?? 0) - (2 / 9 - 1.96 * se))).toBeLessThan(0.0015)
    expect(Math.abs((result.ci?.[1] ?? 0) - (2 / 9 + 1.96 * se))).toBeLessThan(0.0015)
  }
})

test('resamples equal to the figure count half: the BCa interval of a symmetric share is the percentile interval', () => {
  const share: Estimator = ([first, second]) => defined((first ?? 0) / ((first ?? 0) + (second ?? 0)))
  const settings = { bootstrap: 4_000, seed: 4 }
  const bca = bootstrap(share, Float64Array.of(20, 20), 0.5, { ...settings, interval: 'bca' })
  const percentile = bootstrap(share, Float64Array.of(20, 20), 0.5, { ...settings, interval: 'percentile' })
  expect(bca.interval).toBe('bca')
  expect(Math.abs((bca.ci?.[0] ?? 0) - (percentile.ci?.[0] ?? 1))).toBeLessThanOrEqual(1 / 40 + 1e-12)
  expect(Math.abs((bca.ci?.[1] ?? 0) - (percentile.ci?.[1] ?? 1))).toBeLessThanOrEqual(1 / 40 + 1e-12)
})

test('undefined resamples are dropped and counted', () => {
  // Undefined where the second of two units was not drawn: a quarter of the resamples.
  const estimate: Estimator = ([, second]) => (second === 0 ? undefinedFor('no-variation') : defined(second ?? 0))
  const result = bootstrap(estimate, Float64Array.of(1, 1), 1, { bootstrap: 4_000, seed: 1, interval: 'percentile' })
  expect(Math.abs(result.undefinedResamples - 1_000)).toBeLessThan(5 * 28)
  expect(result.ci).toEqual([1, 2])
})

test('without one defined resample there is no interval', () => {
  const never: Estimator = () => undefinedFor('no-variation')
  expect(bootstrap(never, Float64Array.of(1, 1), 0, { bootstrap: 50, seed: 1, interval: 'bca' })).toMatchObject({
    ci: null,
    se: null,
    undefinedResamples: 50,
  })
})

test('where BCa does not exist the percentile interval is given and said so', () => {
  const units = oracleTables.map(({ name }) => ({
    item: name,
    ratings: [
      { annotator: 'a', value: '1' },
      { annotator: 'b', value: '1' },
    ],
  }))
  const figures = categoricalFigures(units, {
    level: 'nominal',
    bootstrap: 50,
    seed: 1,
    interval: 'bca',
    measures: ['percent-agreement'],
  })
  expect(figures['percent-agreement']).toMatchObject({ ci: [1, 1], se: 0 })
  expect(figures['percent-agreement']?.method).toMatch(/percentile bootstrap/)
  expect(figures['percent-agreement']?.note).toMatch(/BCa interval does not exist/)
})

test('the interval says how many resamples, that raters are fixed, and the same seed gives it again', () => {
  const units = oracleTables[0]?.units ?? []
  const settings = { level: 'nominal', bootstrap: 1_000, seed: 7 } as const
  const figures = categoricalFigures(units, settings)
  expect(figures['krippendorff-alpha']?.details).toMatchObject({ resamples: 1_000, undefined: 0 })
  expect(categoricalFigures(units, settings)).toEqual(figures)
  expect(categoricalFigures(units, { ...settings, seed: 8 })['krippendorff-alpha']?.ci).not.toEqual(
    figures['krippendorff-alpha']?.ci,
  )
  const few = categoricalFigures(oracleTables[1]?.units ?? [], settings)
  expect(few['krippendorff-alpha']?.note).toMatch(/these 3 annotators as given/)
  expect(figures['krippendorff-alpha']?.note).toBeNull()
})

test('bootstrap and analytic errors of AC1 agree within a tenth', () => {
  const units = oracleTables[0]?.units ?? []
  const analytic = categoricalFigures(units, { level: 'nominal', bootstrap: 0, seed: 1 })['gwet-ac1']
  const resampled = categoricalFigures(units, { level: 'nominal', bootstrap: 2_000, seed: 1 })['gwet-ac1']
  expect((resampled?.se ?? 0) / (analytic?.se ?? 1)).toBeCloseTo(1, 0.9)
})

test('quantiles interpolate as numpy does', () => {
  // numpy.quantile([1, 2, 4, 8], [.025, .5, .975]) = 1.075, 3, 7.7
  const sorted = Float64Array.of(1, 2, 4, 8)
  expect(quantile(sorted, 0.025)).toBeCloseTo(1.075, 12)
  expect(quantile(sorted, 0.5)).toBe(3)
  expect(quantile(sorted, 0.975)).toBeCloseTo(7.7, 12)
})
