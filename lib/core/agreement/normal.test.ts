import { expect, test } from 'vitest'
import { normalCdf, normalQuantile, Z_95 } from './normal'

test('the normal distribution function equals scipy.stats.norm.cdf, also far out', () => {
  expect(normalCdf(1.96)).toBeCloseTo(0.9750021048517795, 14)
  expect(normalCdf(3)).toBeCloseTo(0.9986501019683699, 14)
  expect(normalCdf(2.9999999)).toBeCloseTo(0.998650101525185, 14)
  expect(normalCdf(-5) / 2.866515718791933e-7).toBeCloseTo(1, 12)
  expect([normalCdf(-40), normalCdf(40)]).toEqual([0, 1])
})

test('its inverse equals scipy.stats.norm.ppf', () => {
  expect(normalQuantile(0.975)).toBeCloseTo(Z_95, 13)
  expect(normalQuantile(1e-5)).toBeCloseTo(-4.264890793922825, 12)
  expect(normalQuantile(0.3)).toBeCloseTo(-0.5244005127080409, 14)
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY])
})
