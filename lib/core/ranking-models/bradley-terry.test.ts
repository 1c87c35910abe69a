import { describe, expect, test } from 'vitest'
import { type BradleyTerry, type BradleyTerryOptions, bradleyTerry } from './bradley-terry'
import type { Comparison } from './comparison'
import { comparisons, gradedComparisons, oracle } from './oracle.fixture'

/** Strengths of the result, in the order of their names. */
function valuesOf({ strengths }: BradleyTerry): number[] {
  return Object.values(strengths ?? {}).map(({ value }) => value)
}

function errorsOf({ strengths }: BradleyTerry): number[] {
  return Object.values(strengths ?? {}).map(({ se }) => se)
}

function expectClose(actual: number[], expected: number[], digits: number): void {
  expect(actual.length).toBe(expected.length)
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, digits)
}

const times = (a: string, b: string, aWins: number, bWins: number, first: 'a' | 'b' | null = null): Comparison[] => [
  ...Array.from({ length: aWins }, (): Comparison => ({ a, b, lead: 1, first })),
  ...Array.from({ length: bWins }, (): Comparison => ({ a, b, lead: -1, first })),
]

describe('published examples', () => {
  // Home team, visitors, wins at home, wins of the visitors: American League East, 1987 (Agresti 2002, table 10.11).
  const baseball = `
Milwaukee Detroit 4 3, Milwaukee Toronto 4 2, Milwaukee NewYork 4 3, Milwaukee Boston 6 1, Milwaukee Cleveland 4 2, Milwaukee Baltimore 6 0,
Detroit Milwaukee 3 3, Detroit Toronto 4 2, Detroit NewYork 4 3, Detroit Boston 6 0, Detroit Cleveland 6 1, Detroit Baltimore 4 3,
Toronto Milwaukee 2 5, Toronto Detroit 4 3, Toronto NewYork 2 4, Toronto Boston 4 3, Toronto Cleveland 4 2, Toronto Baltimore 6 0,
NewYork Milwaukee 3 3, NewYork Detroit 5 1, NewYork Toronto 2 5, NewYork Boston 4 3, NewYork Cleveland 4 2, NewYork Baltimore 6 1,
Boston Milwaukee 5 1, Boston Detroit 2 5, Boston Toronto 3 3, Boston NewYork 4 2, Boston Cleveland 5 2, Boston Baltimore 6 0,
Cleveland Milwaukee 2 5, Cleveland Detroit 3 3, Cleveland Toronto 3 4, Cleveland NewYork 4 3, Cleveland Boston 4 2, Cleveland Baltimore 2 4,
Baltimore Milwaukee 2 5, Baltimore Detroit 1 5, Baltimore Toronto 1 6, Baltimore NewYork 2 4, Baltimore Boston 1 6, Baltimore Cleveland 3 4`
    .split(',')
    .flatMap((line) => {
      const [home = '', away = '', won, lost] = line.trim().split(' ')
      return times(home, away, Number(won), Number(lost), 'a')
    })

  const overBaltimore = (result: BradleyTerry): Record<string, number> =>
    Object.fromEntries(
      Object.entries(result.strengths ?? {}).map(([team, { value }]) => [
        team,
        value - (result.strengths?.Baltimore?.value ?? 0),
      ]),
    )

  test('baseball without a home effect gives the strengths of Agresti (2002), Turner & Firth (2012)', () => {
    const strengths = overBaltimore(bradleyTerry(baseball))
    const published = {
      Boston: 1.1077,
      Cleveland: 0.6839,
      Detroit: 1.4364,
      Milwaukee: 1.5814,
      NewYork: 1.2476,
      Toronto: 1.2945,
    }
    for (const [team, value] of Object.entries(published)) expect(strengths[team]).toBeCloseTo(value, 4)
  })

  test('baseball with a home effect gives 0.3023, standard error 0.1309 (Turner & Firth 2012)', () => {
    const result = bradleyTerry(baseball, { orderEffect: true })
    expect(result.order_effect?.value).toBeCloseTo(0.3023, 4)
    expect(result.order_effect?.se).toBeCloseTo(0.1309, 4)
    const strengths = overBaltimore(result)
    const published = {
      Boston: 1.1438,
      Cleveland: 0.7047,
      Detroit: 1.4754,
      Milwaukee: 1.6196,
      NewYork: 1.2813,
      Toronto: 1.3271,
    }
    for (const [team, value] of Object.entries(published)) expect(strengths[team]).toBeCloseTo(value, 4)
  })

  test('citations among journals of statistics give the strengths of Stigler (1994) as refitted by Turner & Firth (2012)', () => {
    const result = bradleyTerry([
      ...times('Biometrika', 'CommStat', 730, 33),
      ...times('Biometrika', 'JASA', 498, 320),
      ...times('Biometrika', 'JRSSB', 221, 284),
      ...times('CommStat', 'JASA', 68, 813),
      ...times('CommStat', 'JRSSB', 17, 276),
      ...times('JASA', 'JRSSB', 142, 325),
    ])
    const over = (name: string) => (result.strengths?.[name]?.value ?? 0) - (result.strengths?.Biometrika?.value ?? 0)
    expect(over('CommStat')).toBeCloseTo(-2.94907, 5)
    expect(over('JASA')).toBeCloseTo(-0.47957, 5)
    expect(over('JRSSB')).toBeCloseTo(0.26895, 5)
  })
})

describe('packages', () => {
  test('ties dropped: choix and statsmodels give the same strengths, errors and log-likelihood', () => {
    const result = bradleyTerry(comparisons, { ties: 'drop' })
    expectClose(valuesOf(result), oracle.drop['choix mm'], 9)
    expectClose(valuesOf(result), oracle['drop statsmodels'].value, 9)
    expectClose(errorsOf(result), oracle['drop statsmodels'].se, 9)
    expect(result.log_likelihood).toBeCloseTo(oracle['drop statsmodels'].log_likelihood, 9)
  })

  test('an order effect is what a logistic regression gives, comparisons of unknown order taking part without it', () => {
    const result = bradleyTerry(comparisons, { ties: 'drop', orderEffect: true })
    const [delta = 0, se = 0] = oracle['drop statsmodels order'].order_effect
    expectClose(valuesOf(result), oracle['drop statsmodels order'].value, 9)
    expectClose(errorsOf(result), oracle['drop statsmodels order'].se, 9)
    expect(result.order_effect?.value).toBeCloseTo(delta, 9)
    expect(result.order_effect?.se).toBeCloseTo(se, 9)
  })

  test('ties as half a win each: a logistic regression with halved weights', () => {
    const result = bradleyTerry(comparisons, { ties: 'half' })
    expectClose(valuesOf(result), oracle['half statsmodels'].value, 9)
    expectClose(errorsOf(result), oracle['half statsmodels'].se, 9)
    expect(result.log_likelihood).toBeCloseTo(oracle['half statsmodels'].log_likelihood, 9)
  })

  test('Davidson, the default when ties occur: a Poisson log-linear model and the likelihood maximised by scipy', () => {
    const result = bradleyTerry(comparisons)
    expect(result.ties.model).toBe('davidson')
    for (const said of [oracle['davidson scipy'], oracle['davidson statsmodels poisson']]) {
      expectClose(valuesOf(result), said.value, 9)
      expectClose(errorsOf(result), said.se, 7)
      expect(result.ties).toMatchObject({ nu: expect.closeTo(said.shape[0] ?? 0, 9) })
    }
    expect(result.log_likelihood).toBeCloseTo(oracle['davidson scipy'].log_likelihood, 9)
  })

  test('Rao–Kupper: an ordered logit on mirrored data and the likelihood maximised by scipy', () => {
    const result = bradleyTerry(comparisons, { ties: 'rao-kupper' })
    expectClose(valuesOf(result), oracle['rao-kupper scipy'].value, 9)
    expectClose(errorsOf(result), oracle['rao-kupper scipy'].se, 7)
    expectClose(valuesOf(result), oracle['rao-kupper statsmodels ordered'].value, 6)
    expect(result.ties).toMatchObject({ theta: expect.closeTo(oracle['rao-kupper scipy'].shape[0] ?? 0, 9) })
    expect(result.log_likelihood).toBeCloseTo(oracle['rao-kupper scipy'].log_likelihood, 9)
  })

  test('graded strength: an ordered logit on mirrored data and the likelihood maximised by scipy', () => {
    const result = bradleyTerry(gradedComparisons, { graded: true })
    expectClose(valuesOf(result), oracle['graded scipy'].value, 9)
    expectClose(errorsOf(result), oracle['graded scipy'].se, 7)
    expectClose(valuesOf(result), oracle['graded statsmodels ordered'].value, 6)
    expect(result.ties).toMatchObject({ cutpoints: oracle['graded scipy'].shape.map((cut) => expect.closeTo(cut, 9)) })
    expect(result.log_likelihood).toBeCloseTo(oracle['graded scipy'].log_likelihood, 9)
  })

  test.each([
    ['davidson', 'davidson scipy order'],
    ['rao-kupper', 'rao-kupper scipy order'],
  ] as const)('%s with an order effect, fitted jointly', (ties, key) => {
    const result = bradleyTerry(comparisons, { ties, orderEffect: true })
    const [delta = 0, se = 0] = oracle[key].order_effect
    expectClose(valuesOf(result), oracle[key].value, 9)
    expectClose(errorsOf(result), oracle[key].se, 7)
    expect(result.order_effect?.value).toBeCloseTo(delta, 9)
    expect(result.order_effect?.se).toBeCloseTo(se, 7)
  })

  test('a penalty of L·Σλ² is the alpha of choix', () => {
    const result = bradleyTerry(comparisons, { ties: 'drop', penalty: oracle.penalty.L })
    expectClose(valuesOf(result), oracle.penalty.scipy, 9)
    expectClose(valuesOf(result), oracle.penalty['choix opt'], 8)
    expect(result.log_likelihood).toBeCloseTo(oracle.penalty.log_likelihood, 9)
  })
})

describe('rules', () => {
  test('two competitors: the log-odds, half each way, and its error by hand', () => {
    const result = bradleyTerry(times('x', 'y', 3, 1))
    expect(result.strengths?.x?.value).toBeCloseTo(Math.log(3) / 2, 12)
    // Var(λ_x − λ_y) = 1/3 + 1/1; each is half the difference.
    expect(result.strengths?.x?.se).toBeCloseTo(Math.sqrt(4 / 3) / 2, 12)
    expect(result.strengths?.x?.rating).toBeCloseTo(1000 + (400 / Math.LN10) * (Math.log(3) / 2), 9)
    expect(result.log_likelihood).toBeCloseTo(3 * Math.log(0.75) + Math.log(0.25), 12)
  })

  test('without a single tie ν is 0, θ is 1 and nothing else changes', () => {
    const decisive = comparisons.filter(({ lead }) => lead !== 0)
    const plain = bradleyTerry(decisive)
    expect(plain.ties).toEqual({ model: 'none', n: 0 })
    for (const [ties, shape] of [
      ['davidson', { nu: 0 }],
      ['rao-kupper', { theta: 1 }],
    ] as const) {
      const result = bradleyTerry(decisive, { ties })
      expect(result.ties).toEqual({ model: ties, n: 0, ...shape })
      expect(result.strengths).toEqual(plain.strengths)
    }
  })

  test('a level of strength nobody used changes no strength', () => {
    const stretched = gradedComparisons.map((one) => ({
      ...one,
      lead: Math.abs(one.lead) > 1 ? one.lead + Math.sign(one.lead) : one.lead,
    }))
    const result = bradleyTerry(stretched, { graded: true })
    const original = bradleyTerry(gradedComparisons, { graded: true })
    expectClose(valuesOf(result), valuesOf(original), 12)
    const [c0, c1, c2] = original.ties.model === 'cumulative-logit' ? (original.ties.cutpoints ?? []) : []
    expect(result.ties).toMatchObject({ cutpoints: [c0, c1, c1, c2].map((cut) => expect.closeTo(cut ?? 0, 12)) })
  })

  test('places are intervals: those surely ahead and surely behind bound them', () => {
    const result = bradleyTerry([...times('x', 'y', 90, 10), ...times('y', 'z', 6, 5), ...times('x', 'z', 90, 10)])
    expect(result.ranks).toEqual({ x: [1, 1], y: [2, 3], z: [2, 3] })
  })
})

describe('degenerate cases', () => {
  const failing: [string, Comparison[], BradleyTerryOptions, Partial<BradleyTerry>][] = [
    ['no comparison', [], {}, { reason: 'no-comparisons', components: { strong: 0, weak: 0 }, n: 0 }],
    ['a competitor with itself only', times('x', 'x', 2, 0), {}, { reason: 'no-comparisons', n: 0 }],
    [
      'nobody beats the first',
      times('x', 'y', 3, 0),
      {},
      { reason: 'not-strongly-connected', components: { strong: 2, weak: 1 } },
    ],
    [
      'two groups that never met',
      [...times('x', 'y', 2, 1), ...times('p', 'q', 1, 1)],
      {},
      { reason: 'not-strongly-connected', components: { strong: 2, weak: 2 } },
    ],
    [
      'ties only, in a model of ties',
      [{ a: 'x', b: 'y', lead: 0, first: null }],
      {},
      { reason: 'no-comparisons', n: 1 },
    ],
    [
      'ties only, dropped',
      [{ a: 'x', b: 'y', lead: 0, first: null }],
      { ties: 'drop' },
      { reason: 'no-comparisons', n: 0 },
    ],
    [
      'a win and a tie, never a loss: connected, but without a maximum',
      [...times('x', 'y', 1, 0), { a: 'x', b: 'y', lead: 0, first: null }],
      {},
      { reason: 'not-strongly-connected', components: { strong: 1, weak: 1 } },
    ],
  ]
  test.each(failing)('%s: no strengths, and why', (_, given, options, expected) => {
    const result = bradleyTerry(given, options)
    expect(result).toMatchObject({ exists: false, strengths: null, ranks: null, log_likelihood: null, ...expected })
  })

  test('half a win each takes ties alone, and finds everyone equal', () => {
    const result = bradleyTerry([{ a: 'x', b: 'y', lead: 0, first: null }], { ties: 'half' })
    expect(result).toMatchObject({ exists: true, reason: null, strengths: { x: { value: 0 }, y: { value: 0 } } })
  })

  test('a penalty gives strengths where none exist, and still says so', () => {
    const result = bradleyTerry(times('x', 'y', 3, 0), { penalty: 0.5 })
    expect(result.exists).toBe(false)
    expect(result.reason).toBeNull()
    const gap = result.strengths?.x?.value ?? 0
    // 3 σ(−2λ) = λ at the maximum: both derivatives along λ_x = −λ_y = λ.
    expect(3 / (1 + Math.exp(2 * gap))).toBeCloseTo(gap, 12)
  })

  test('no known display order: strengths, and no order effect', () => {
    const result = bradleyTerry(times('x', 'y', 2, 1), { orderEffect: true })
    expect(result.order_effect).toEqual({ value: null, se: null })
    expect(result.strengths).not.toBeNull()
    expect(result.note).toContain('shown_first')
  })

  test('always the same order: the effect cannot be told from the strengths and is left out', () => {
    const result = bradleyTerry(times('x', 'y', 2, 1, 'a'), { orderEffect: true })
    expect(result.order_effect).toEqual({ value: null, se: null })
    expect(result.strengths?.x?.value).toBeCloseTo(Math.log(2) / 2, 12)
  })

  test('a competitor compared with itself is left out and counted', () => {
    const result = bradleyTerry([...times('x', 'y', 2, 1), ...times('y', 'y', 1, 0)])
    expect(result.n).toBe(3)
    expect(result.note).toContain('1 comparison')
  })
})

test('a comparison that names how often it was judged stands for as many', () => {
  const judged = [
    { a: 'x', b: 'y', lead: 1, first: 'a' as const, times: 5 },
    { a: 'y', b: 'x', lead: 1, first: 'a' as const, times: 3 },
    { a: 'x', b: 'y', lead: 0, first: 'b' as const, times: 2 },
    { a: 'x', b: 'x', lead: 1, first: null, times: 4 },
  ]
  const single = judged.flatMap(({ times, ...one }) => Array.from({ length: times }, () => one))
  for (const options of [{}, { orderEffect: true }, { ties: 'drop' as const }]) {
    expect(bradleyTerry(judged, options)).toEqual(bradleyTerry(single, options))
  }
})
