import { expect, test } from 'vitest'
import type { Unit } from '@/lib/core/agreement/figure'
import type { Ranks } from '@/lib/core/ranking/ranks'
import { borda } from './borda'
import { bradleyTerry } from './bradley-terry'
import { comparisonsOfRankings } from './comparison'
import { oracle, rankings } from './oracle.fixture'
import { plackettLuce } from './plackett-luce'

function units(...values: Ranks[]): Unit<Ranks>[] {
  return values.map((value, index) => ({ item: String(index), ratings: [{ annotator: 'x', value }] }))
}

test('Plackett–Luce on partial rankings: choix twice, and the likelihood maximised by scipy', () => {
  const result = plackettLuce(rankings)
  const said = oracle['plackett-luce scipy']
  expect(result).toMatchObject({ exists: true, reason: null, n: 60 })
  expect(result.log_likelihood).toBeCloseTo(said.log_likelihood, 9)
  Object.values(result.strengths ?? {}).forEach(({ value, se }, i) => {
    expect(value).toBeCloseTo(said.value[i] ?? 0, 9)
    expect(value).toBeCloseTo(oracle['plackett-luce choix ilsr'][i] ?? 0, 9)
    expect(value).toBeCloseTo(oracle['plackett-luce choix opt'][i] ?? 0, 8)
    expect(se).toBeCloseTo(said.se[i] ?? 0, 7)
  })
})

test('rankings of two are Bradley–Terry comparisons', () => {
  const pairs = units({ x: 1, y: 2 }, { x: 1, y: 2 }, { y: 1, x: 2 }, { y: 1, z: 2 }, { z: 1, x: 2 })
  const luce = plackettLuce(pairs)
  const terry = bradleyTerry(comparisonsOfRankings(pairs))
  expect(luce.log_likelihood).toBeCloseTo(terry.log_likelihood ?? 0, 12)
  for (const [name, { value, se }] of Object.entries(luce.strengths ?? {})) {
    expect(value).toBeCloseTo(terry.strengths?.[name]?.value ?? 0, 12)
    expect(se).toBeCloseTo(terry.strengths?.[name]?.se ?? 0, 12)
  }
})

test('two orders of three by hand: cyclic rankings make all equal, log L = 3·ln(1/6)', () => {
  const result = plackettLuce(units({ x: 1, y: 2, z: 3 }, { y: 1, z: 2, x: 3 }, { z: 1, x: 2, y: 3 }))
  expect(result.log_likelihood).toBeCloseTo(3 * Math.log(1 / 6), 12)
  for (const { value } of Object.values(result.strengths ?? {})) expect(value).toBeCloseTo(0, 12)
})

test('Plackett–Luce has no place for ties, and needs everyone ranked above someone of every group', () => {
  expect(plackettLuce(units({ x: 1, y: 1 }))).toMatchObject({ exists: false, strengths: null, reason: 'tied-rankings' })
  expect(plackettLuce(units({ x: 1, y: 2, z: 3 }))).toMatchObject({
    exists: false,
    strengths: null,
    reason: 'not-strongly-connected',
    components: { strong: 3, weak: 1 },
  })
  expect(plackettLuce(units({ x: 1 }))).toMatchObject({ reason: 'no-comparisons', n: 0 })
  expect(plackettLuce([])).toMatchObject({ reason: 'no-comparisons', components: { strong: 0, weak: 0 } })
})

test('Borda counts responses beaten, ties half: numpy on strict rankings, by hand on tied ones', () => {
  const scores = Object.values(borda(rankings).scores)
  for (const [i, score] of oracle['borda numpy'].entries()) expect(scores[i]).toBeCloseTo(score, 12)
  expect(borda(units({ x: 1, y: 2, z: 2 }, { x: 3, y: 2, z: 1 })).scores).toEqual({ x: 1, y: 0.75, z: 1.25 })
  expect(borda([])).toEqual({ method: 'borda', reason: 'no-votes', note: null, scores: {} })
})

test('implied pairs of a tied ranking are better, worse and tied', () => {
  expect(comparisonsOfRankings(units({ r1: 1, r2: 2, r3: 2 }))).toEqual([
    { a: 'r1', b: 'r2', lead: 1, first: null },
    { a: 'r1', b: 'r3', lead: 1, first: null },
    { a: 'r2', b: 'r3', lead: 0, first: null },
  ])
})

test('more responses than a fit compares are refused with a way out, before the matrix fills the memory', () => {
  const order = Array.from({ length: 3_001 }, (_, i) => `r${i}`)
  const both = [order, order.toReversed()].map((names) => Object.fromEntries(names.map((name, rank) => [name, rank])))
  expect(() => plackettLuce(units(...both))).toThrow(/3001 competitors, and at most 3000/)
})

test('a long ranking and its reverse: strengths mirror each other, and fit no worse than equal ones', () => {
  const order = Array.from({ length: 150 }, (_, i) => `r${String(i).padStart(3, '0')}`)
  const both = [order, order.toReversed()].map((names) => Object.fromEntries(names.map((name, rank) => [name, rank])))
  const { strengths, log_likelihood } = plackettLuce(units(...both))
  const { r000: end, r075: middle } = strengths ?? {}
  expect(strengths?.r149?.value).toBeCloseTo(end?.value ?? Number.NaN, 10)
  expect(strengths?.r074?.value).toBeCloseTo(middle?.value ?? Number.NaN, 10)
  const atEqual = -2 * order.reduce((sum, _, k) => sum + Math.log(k + 1), 0)
  expect(log_likelihood).toBeGreaterThanOrEqual(atEqual)
})
