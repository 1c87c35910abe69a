import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Edge, maximumWeightMatching } from './assignment'

const edges = (ends: number, most: number) =>
  fc.uniqueArray(
    fc.record({
      a: fc.nat(ends),
      b: fc.nat(ends),
      weight: fc.integer({ min: 1, max: 1000 }).map((thousandths) => thousandths / 1000),
    }),
    { maxLength: most, selector: ({ a, b }) => `${a} ${b}` },
  )

/** Greatest sum of weights by dynamic programming over the set of used columns. */
function greatestSum(graph: Edge[], rows: number): number {
  let bySet = new Map([[0, 0]])
  for (let row = 0; row < rows; row++) {
    const next = new Map(bySet)
    for (const [used, sum] of bySet) {
      for (const edge of graph.filter(({ a, b }) => a === row && (used & (1 << b)) === 0)) {
        const together = used | (1 << edge.b)
        next.set(together, Math.max(next.get(together) ?? 0, sum + edge.weight))
      }
    }
    bySet = next
  }
  return Math.max(...bySet.values())
}

const weightOf = (matching: Edge[]): number => matching.reduce((sum, edge) => sum + edge.weight, 0)

test('the matching is one-to-one and of the greatest weight, for few edges and for many', () => {
  fc.assert(
    fc.property(fc.oneof(edges(3, 8), edges(7, 40)), (graph) => {
      const matching = maximumWeightMatching(graph)
      expect(new Set(matching.map(({ a }) => a)).size).toBe(matching.length)
      expect(new Set(matching.map(({ b }) => b)).size).toBe(matching.length)
      expect(weightOf(matching)).toBeCloseTo(greatestSum(graph, 8), 10)
    }),
    { numRuns: 300 },
  )
})

test('with weights of 1 it has as many edges as any matching can have', () => {
  fc.assert(
    fc.property(edges(7, 40), (weighted) => {
      const graph = weighted.map((edge) => ({ ...edge, weight: 1 }))
      expect(maximumWeightMatching(graph)).toHaveLength(greatestSum(graph, 8))
    }),
  )
})

test('edges that share nothing are all taken, and none gives none', () => {
  const apart = Array.from({ length: 30 }, (_, index) => ({ a: index, b: 29 - index, weight: 0.1 }))
  expect(maximumWeightMatching(apart)).toEqual(apart)
  expect(maximumWeightMatching([])).toEqual([])
})
