import { KnownDistances } from './distance-memory'
import { drawnPairs } from './drawn-pairs'

/** D_e of the units as often as `weight` says: several copies of a unit are several annotations. */
export interface ExpectedDistance {
  expected(weight: Float64Array): number
  /** Ends the sentence 'expected distance …'. */
  method: string
  notes: string[]
  details: Record<string, unknown>
}

type Distance<Value> = (a: Value, b: Value) => number

/** Pairs drawn for an estimated D_e. */
const SAMPLED_PAIRS = 100_000

export function fixedExpectation(expected: number): ExpectedDistance {
  return {
    expected: () => expected,
    method: `${expected}, what chance gives`,
    notes: [
      `The expected distance is ${expected}, what chance gives, since values of different items cannot be compared.`,
    ],
    details: {},
  }
}

/**
 * Σ_uv w_u w_v S_uv / (n (n − 1)), S_uv the summed distances between the annotations of units u and v. Equal annotations are compared once:
 * values with the same JSON are the same value.
 */
export function exactExpectation<Value>(
  units: Value[][],
  distance: Distance<Value>,
  known: KnownDistances = new KnownDistances(),
): ExpectedDistance {
  const between = distanceTable(units.flat(), distance, known)
  const sums = new Float64Array(units.length * units.length)
  let row = 0
  units.forEach((ratings, u) => {
    for (const _ of ratings) {
      let column = 0
      units.forEach((others, v) => {
        let sum = 0
        for (const _other of others) {
          sum += between(row, column)
          column += 1
        }
        const cell = u * units.length + v
        sums[cell] = (sums[cell] ?? 0) + sum
      })
      row += 1
    }
  })
  return {
    expected(weight) {
      let n = 0
      let total = 0
      for (let u = 0; u < units.length; u += 1) {
        const times = weight[u] ?? 0
        if (times === 0) continue
        n += times * (units[u]?.length ?? 0)
        let inRow = 0
        for (let v = 0, cell = u * units.length; v < units.length; v += 1, cell += 1)
          inRow += (weight[v] ?? 0) * (sums[cell] ?? 0)
        total += times * inRow
      }
      return total / (n * (n - 1))
    },
    method: 'over all pairs of annotations',
    notes: [],
    details: {},
  }
}

/** Values of units with the names under which each is drawn (item and annotator). */
export interface NamedValues<Value> {
  units: Value[][]
  names: string[]
}

/**
 * Distances within units are known (`within[u]`: Σ over ordered pairs of unit u), so only pairs across units are estimated, from pairs of annotations
 * drawn with replacement by their names; the same pairs, reweighted, serve the resamples of a bootstrap.
 */
export function sampledExpectation<Value>(
  { units, names }: NamedValues<Value>,
  within: Float64Array,
  distance: Distance<Value>,
  seed: number,
  known?: KnownDistances,
): ExpectedDistance {
  const sample = pairsAcrossUnits({ units, names }, distance, seed, known)
  const sizes = units.map((ratings) => ratings.length)
  const expected = (weight: Float64Array): number => {
    let n = 0
    let known = 0
    let pairsWithin = 0
    sizes.forEach((size, unit) => {
      const times = weight[unit] ?? 0
      n += times * size
      known += times * times * (within[unit] ?? 0)
      pairsWithin += (times * size) ** 2
    })
    return (known + (n * n - pairsWithin) * meanAcross(sample, weight)) / (n * (n - 1))
  }
  const n = sizes.reduce((sum, size) => sum + size, 0)
  const across = 1 - sizes.reduce((sum, size) => sum + size * (size - 1), 0) / (n * (n - 1))
  const expectedSe = across * standardError(sample.apart)
  return {
    expected,
    method: `from ${SAMPLED_PAIRS} sampled pairs of annotations, seed ${seed}`,
    notes: [
      `The expected distance is estimated from ${SAMPLED_PAIRS} random pairs of annotations (standard error ${expectedSe.toPrecision(2)}); another seed moves the last digits.`,
    ],
    details: { expected_pairs: SAMPLED_PAIRS, expected_se: expectedSe },
  }
}

interface SampledPairs {
  first: Int32Array
  second: Int32Array
  apart: Float64Array
}

function pairsAcrossUnits<Value>(
  { units, names }: NamedValues<Value>,
  distance: Distance<Value>,
  seed: number,
  known: KnownDistances | undefined,
): SampledPairs {
  const values = units.flat()
  const unitOf = Int32Array.from(units.flatMap((ratings, unit) => ratings.map(() => unit)))
  const ids = known?.idsOf(values)
  const drawn = drawnPairs(names, SAMPLED_PAIRS, seed)
  const first: number[] = []
  const second: number[] = []
  const apart: number[] = []
  drawn.first.forEach((a, pair) => {
    const b = drawn.second[pair] ?? 0
    const [one, other] = [values[a], values[b]]
    if (unitOf[a] === unitOf[b] || one === undefined || other === undefined) return
    first.push(unitOf[a] ?? 0)
    second.push(unitOf[b] ?? 0)
    const work = () => distance(one, other)
    apart.push(known && ids ? known.between(ids[a] ?? 0, ids[b] ?? 0, work) : work())
  })
  return { first: Int32Array.from(first), second: Int32Array.from(second), apart: Float64Array.from(apart) }
}

function meanAcross({ first, second, apart }: SampledPairs, weight: Float64Array): number {
  let sum = 0
  let pairs = 0
  for (let pair = 0; pair < apart.length; pair += 1) {
    const times = (weight[first[pair] ?? 0] ?? 0) * (weight[second[pair] ?? 0] ?? 0)
    sum += times * (apart[pair] ?? 0)
    pairs += times
  }
  return pairs === 0 ? 0 : sum / pairs
}

function standardError(values: Float64Array): number {
  if (values.length < 2) return 0
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) / values.length)
}

/** Distances between distinct values, each computed once. */
function distanceTable<Value>(
  values: Value[],
  distance: Distance<Value>,
  known: KnownDistances,
): (a: number, b: number) => number {
  const ids = known.idsOf(values)
  const placeOf = new Map<number, number>()
  const distinct: { value: Value; id: number }[] = []
  const kind = Int32Array.from(values, (value, index) => {
    const id = ids[index] ?? 0
    const seen = placeOf.get(id)
    if (seen !== undefined) return seen
    placeOf.set(id, distinct.length)
    distinct.push({ value, id })
    return distinct.length - 1
  })
  const table = new Float64Array(distinct.length * distinct.length)
  distinct.forEach((a, i) => {
    for (let j = i + 1; j < distinct.length; j += 1) {
      const b = distinct[j]
      if (b === undefined) continue
      const d = known.between(a.id, b.id, () => distance(a.value, b.value))
      table[i * distinct.length + j] = d
      table[j * distinct.length + i] = d
    }
  })
  return (a, b) => table[(kind[a] ?? 0) * distinct.length + (kind[b] ?? 0)] ?? 0
}
