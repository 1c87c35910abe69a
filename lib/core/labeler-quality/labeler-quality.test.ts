import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { crowdLabels, snowFile } from '@/lib/core/aggregation/snow-2008.fixture'
import { alphaByDistance } from '@/lib/core/agreement/alpha-by-distance'
import { entropyBits, longestRun, runProbability } from './answer-variety'
import type { Judgement } from './judgement'
import { labelerQuality } from './labeler-quality'
import { leaveOneOutByDistance, leaveOneOutNominal } from './leave-one-out'

const nominal = (a: string, b: string): number => (a === b ? 0 : 1)

/** Answers of one annotator to tasks 0, 1, 2 …, one letter each, '.' for none, one after another. */
function answers(annotator: string, said: string, more: Partial<Judgement<string>> = {}): Judgement<string>[] {
  return [...said].flatMap((value, i) =>
    value === '.'
      ? []
      : [
          {
            item: `task ${String(i).padStart(3, '0')}`,
            annotator,
            value,
            category: value,
            givenAt: i,
            durationMs: null,
            choseFirst: null,
            ...more,
          },
        ],
  )
}

function qualityOf(
  annotator: string,
  judgements: Judgement<string>[],
  options: { gold?: Map<string, string>; goldThreshold?: number } = {},
) {
  const found = labelerQuality(judgements, { distance: nominal, ...options }).find((one) => one.annotator === annotator)
  if (!found) throw new Error(`no labeler ${annotator}`)
  return found
}

const flagsOf = (annotator: string, judgements: Judgement<string>[], options = {}) =>
  qualityOf(annotator, judgements, options).flags.map(({ name }) => name)

const varied = 'abcabcbacbacabcabcbacbac'

describe('accuracy on gold', () => {
  const gold = new Map(Array.from({ length: 20 }, (_, i) => [`task ${String(i).padStart(3, '0')}`, 'a']))

  test('share right with the interval of Wilson, items without a known answer left out', () => {
    const { gold: figure } = qualityOf('x', answers('x', 'aaaaaaaabb'), { gold })
    expect(figure).toMatchObject({ value: 0.8, right: 8, n: 10 })
    // Newcombe 1998, method 3, as in the aggregation's test.
    expect(figure.ci?.[0]).toBeCloseTo(0.4902, 4)
    expect(figure.ci?.[1]).toBeCloseTo(0.9433, 4)
    expect(qualityOf('x', answers('x', 'aab')).gold).toEqual({ value: null, ci: null, right: 0, n: 0 })
  })

  test('nobody is flagged before even the upper end of the interval is too low', () => {
    expect(flagsOf('x', answers('x', 'aabb'), { gold })).not.toContain('low-gold-accuracy')
    const { flags } = qualityOf('x', answers('x', 'aaabbbbbbbbb'), { gold })
    expect(flags.find(({ name }) => name === 'low-gold-accuracy')).toEqual({
      name: 'low-gold-accuracy',
      sentence: '3 of 12 gold tasks right (25 %); with 95 % confidence at most 53 %, and 70 % are asked for.',
      n: 12,
    })
  })
})

describe('agreement with the rest', () => {
  const crowd = [...answers('x', 'aabbab'), ...answers('y', 'aabbab'), ...answers('z', 'ababab')]

  test('mean over the shared items of the mean similarity to the others', () => {
    expect(qualityOf('z', crowd).withRest).toEqual({ value: 4 / 6, n: 6 })
    expect(qualityOf('x', crowd).withRest.value).toBeCloseTo((4 * 1 + 2 * 0.5) / 6, 14)
    expect(qualityOf('x', answers('x', 'aab')).withRest).toEqual({ value: null, n: 0 })
  })

  test('leave-one-out alpha is the alpha of the table without that annotator', () => {
    const { units } = crowdLabels(readFileSync(snowFile('rte'), 'utf8'))
    const some = units.slice(0, 60)
    const fast = leaveOneOutNominal(some)
    const slow = leaveOneOutByDistance(some, nominal)
    expect(fast.all).toBeCloseTo(slow.all ?? 0, 12)
    expect(fast.without.size).toBe(slow.without.size)
    for (const [annotator, alpha] of slow.without) expect(fast.without.get(annotator)).toBeCloseTo(alpha ?? 0, 12)
    const [first = ''] = [...slow.without.keys()]
    const rest = some.map(({ item, ratings }) => ({
      item,
      ratings: ratings.filter(({ annotator }) => annotator !== first),
    }))
    expect(slow.without.get(first)).toBe(alphaByDistance(rest, nominal).value)
  })

  test('past 2,000 annotations the expected distance is sampled, and alpha keeps its second place', () => {
    const some = crowdLabels(readFileSync(snowFile('rte'), 'utf8')).units.slice(0, 210)
    const fast = leaveOneOutNominal(some)
    // Four standard errors of an alpha of .3 whose expected distance of .5 rests on 100,000 pairs: 4 · 1.4 · .0016.
    for (const [annotator, alpha] of leaveOneOutByDistance(some, nominal).without)
      expect(Math.abs((fast.without.get(annotator) ?? 0) - (alpha ?? 0))).toBeLessThan(0.009)
  })

  test('thousands of equal answers have no alpha, with or without anybody', () => {
    const same = Array.from({ length: 1_100 }, (_, i) => ({
      item: String(i),
      ratings: ['x', 'y'].map((annotator) => ({ annotator, value: 'a' })),
    }))
    expect(leaveOneOutByDistance(same, nominal)).toEqual({
      all: null,
      without: new Map([
        ['x', null],
        ['y', null],
      ]),
    })
  })

  test('whoever lowers alpha is flagged with both alphas; whoever is alone with somebody has no rest', () => {
    const noisy = [...answers('x', varied), ...answers('y', varied), ...answers('z', [...varied].reverse().join(''))]
    const { flags, leaveOneOut } = qualityOf('z', noisy)
    expect(leaveOneOut.without).toBe(1)
    expect(flags.find(({ name }) => name === 'lowers-agreement')?.sentence).toMatch(
      /^Without this labeler alpha rises from 0\.\d\d to 1\.00; they share 24 items/,
    )
    const pair = [...answers('x', 'ab'), ...answers('y', 'ab')]
    expect(qualityOf('x', pair).leaveOneOut).toMatchObject({ all: 1, without: null, gain: null })
  })
})

test('Dawid–Skene reliability: 1 for who is always right, near 0 above chance for who guesses', () => {
  const guesses = 'cbacabbcaacbbacacbcbabca'
  const crowd = [...answers('x', varied), ...answers('y', varied), ...answers('w', varied), ...answers('z', guesses)]
  expect(qualityOf('x', crowd).reliability).toMatchObject({
    accuracy: expect.closeTo(1, 6),
    aboveChance: expect.closeTo(1, 6),
    n: 24,
  })
  const right = [...guesses].filter((value, i) => value === varied[i]).length
  expect(qualityOf('z', crowd).reliability?.accuracy).toBeCloseTo(right / 24, 6)
  expect(flagsOf('z', crowd)).toContain('near-chance')
  expect(flagsOf('x', crowd)).toEqual([])
})

describe('speed', () => {
  test('median of an even number, tasks an hour, and the middle of the others', () => {
    const timed = (annotator: string, ...durations: (number | null)[]) =>
      durations.flatMap((durationMs, i) => answers(annotator, `${'.'.repeat(i)}a`, { durationMs }))
    const crowd = [...timed('x', 1_000, 2_000, 3_000, 6_000), ...timed('y', 10_000), ...timed('z', null)]
    expect(qualityOf('x', crowd).speed).toEqual({ medianMs: 2_500, perHour: 1_200, othersMedianMs: 10_000, n: 4 })
    expect(qualityOf('z', crowd).speed).toEqual({ medianMs: null, perHour: null, othersMedianMs: 6_250, n: 0 })
  })

  test('three times as fast as the others is flagged, on enough items only', () => {
    const crowd = [...answers('x', varied, { durationMs: 900 }), ...answers('y', varied, { durationMs: 3_000 })]
    expect(flagsOf('x', crowd)).toEqual(['very-fast'])
    const few = [...answers('x', 'abcabc', { durationMs: 900 }), ...answers('y', 'abcabc', { durationMs: 3_000 })]
    expect(flagsOf('x', few)).toEqual([])
  })
})

test('position bias: 19 of 20 for the first is p = 0.00004005 two-sided (scipy.stats.binomtest) and flagged', () => {
  const judgements = Array.from({ length: 20 }, (_, i) =>
    answers('x', `${'.'.repeat(i)}${'ab'[i % 2]}`, { choseFirst: i > 0 }),
  ).flat()
  const { position, flags } = qualityOf('x', judgements)
  expect(position).toMatchObject({ firstShare: 0.95, n: 20 })
  expect(position.p).toBeCloseTo(4.00543212890625e-5, 15)
  expect(flags.find(({ name }) => name === 'position-bias')?.sentence).toMatch(
    /95 % of 20 choices fell on the alternative shown first/,
  )
})

describe('variety', () => {
  test('entropy in bits: 1 for a fair coin, 1.5 for ½ ¼ ¼ (Shannon 1948), 0 for one answer, none without answers', () => {
    expect(entropyBits([5, 5])).toBe(1)
    expect(entropyBits([2, 1, 1])).toBe(1.5)
    expect(entropyBits([7, 0])).toBe(0)
    expect(entropyBits([])).toBeNull()
  })

  test('who always says the same where others vary is flagged for both', () => {
    const crowd = [...answers('x', varied), ...answers('y', varied), ...answers('z', 'a'.repeat(24))]
    expect(qualityOf('z', crowd).variety).toEqual({ bits: 0, othersBits: expect.closeTo(Math.log2(3), 12), n: 24 })
    expect(flagsOf('z', crowd)).toEqual(expect.arrayContaining(['little-variety', 'straight-lining', 'near-chance']))
  })

  test('rows are read in the order of time, not of items', () => {
    const [one, two, three] = answers('x', 'aba')
    if (!one || !two || !three) throw new Error('three answers are needed')
    expect(qualityOf('x', [one, { ...two, givenAt: 9 }, three]).run).toMatchObject({ category: 'a', length: 2 })
    expect(longestRun(['b', 'a', 'a', 'b', 'b'])).toEqual({ category: 'a', length: 2 })
    expect(longestRun([])).toBeNull()
  })

  test('chance of a row: by enumeration of all 2^10 sequences; five heads in ten tosses 0.109375', () => {
    expect(runProbability(10, 5, 0.5)).toBeCloseTo(0.109375, 12)
    for (const [length, p] of [
      [1, 0.3],
      [3, 0.3],
      [4, 0.7],
      [10, 0.9],
      [11, 0.9],
    ] as const) {
      let chance = 0
      for (let bits = 0; bits < 1 << 10; bits += 1) {
        const tosses = [...bits.toString(2).padStart(10, '0')]
        const ones = tosses.filter((toss) => toss === '1').length
        if (tosses.join('').includes('1'.repeat(length))) chance += p ** ones * (1 - p) ** (10 - ones)
      }
      expect(runProbability(10, length, p)).toBeCloseTo(chance, 12)
    }
  })

  test('everybody says the same because everything is the same: no flag', () => {
    const crowd = [...answers('x', 'a'.repeat(30)), ...answers('y', 'a'.repeat(30))]
    expect(flagsOf('x', crowd)).toEqual([])
  })
})

test('answers without a category have the figures that need none', () => {
  const judgements = [...answers('x', 'ab', { category: null }), ...answers('y', 'ab', { category: null })]
  expect(qualityOf('x', judgements)).toMatchObject({
    reliability: null,
    run: null,
    variety: { bits: null, n: 0 },
    withRest: { value: 1 },
  })
  expect(labelerQuality([], { distance: nominal })).toEqual([])
})
