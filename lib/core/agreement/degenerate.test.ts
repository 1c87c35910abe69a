import { expect, test } from 'vitest'
import { alphaByDistance } from './alpha-by-distance'
import { categoricalFigures } from './categorical-figures'
import type { Reason, Unit } from './figure'
import { unitsOfRows } from './units-of-rows.fixture'

const all = [
  'krippendorff-alpha',
  'percent-agreement',
  'gwet-ac1',
  'gwet-ac2-linear',
  'fleiss-kappa',
  'cohen-kappa',
  'cohen-kappa-quadratic',
  'scott-pi',
] as const

type Answer = number | Reason

/** The answer of every measure: its value, or why there is none. */
function answers(units: Unit<string>[], categories?: string[]): Record<string, Answer | null> {
  const figures = categoricalFigures(units, {
    level: 'nominal',
    categories,
    bootstrap: 200,
    seed: 1,
    measures: [...all],
  })
  return Object.fromEntries(all.map((name) => [name, figures[name]?.value ?? figures[name]?.reason ?? null]))
}

const noPairs = 'no-pairable-values'
const notTwo = 'needs-two-annotators'
const flat = 'no-variation'

test.each<[string, Unit<string>[], string[] | undefined, Answer[]]>([
  ['nothing at all', [], ['1', '2'], [noPairs, noPairs, noPairs, noPairs, noPairs, notTwo, notTwo, notTwo]],
  [
    'skips only',
    unitsOfRows(['. . .', '. . .']),
    ['1', '2'],
    [noPairs, noPairs, noPairs, noPairs, noPairs, notTwo, notTwo, notTwo],
  ],
  [
    'one annotator',
    unitsOfRows(['1 2 1']),
    undefined,
    [noPairs, noPairs, noPairs, noPairs, noPairs, notTwo, notTwo, notTwo],
  ],
  [
    'two annotators without an item in common',
    unitsOfRows(['1 2 . .', '. . 1 2']),
    undefined,
    [noPairs, noPairs, noPairs, noPairs, noPairs, noPairs, noPairs, noPairs],
  ],
  [
    'one category, the others not declared',
    unitsOfRows(['1 1', '1 1']),
    undefined,
    [flat, 1, 'one-category', 'one-category', flat, flat, flat, flat],
  ],
  ['one category of two declared', unitsOfRows(['1 1', '1 1']), ['1', '2'], [flat, 1, 1, 1, flat, flat, flat, flat]],
  ['one agreeing pair', unitsOfRows(['1', '1']), ['1', '2'], [flat, 1, 1, 1, flat, flat, flat, flat]],
  // Two ratings that differ: D_o = D_e for alpha; chance by margins of the pair is 0 for kappa, ½ for pi, Fleiss and Gwet.
  ['one disagreeing pair', unitsOfRows(['1', '2']), ['1', '2'], [0, 0, -1, -1, -1, 0, 0, -1]],
  [
    'each annotator with a category of their own',
    unitsOfRows(['1 1 1', '2 2 2']),
    undefined,
    [-2 / 3, 0, -1, -1, -1, 0, 0, -1],
  ],
  ['three annotators', unitsOfRows(['1 2', '1 2', '1 2']), undefined, [1, 1, 1, 1, 1, notTwo, notTwo, notTwo]],
])('%s', (_, units, categories, expected) => {
  const seen = answers(units, categories)
  all.forEach((name, place) => {
    const answer = expected[place]
    if (typeof answer === 'number') expect(seen[name], name).toBeCloseTo(answer, 12)
    else expect(seen[name], name).toBe(answer)
  })
})

test('an undefined figure has no interval, no error and a sentence that says why', () => {
  const figures = categoricalFigures(unitsOfRows(['1 1', '1 1']), { level: 'nominal', bootstrap: 200, seed: 1 })
  expect(figures['krippendorff-alpha']).toMatchObject({ value: null, reason: 'no-variation', ci: null, se: null })
  expect(figures['krippendorff-alpha']?.note).toMatch(/All compared values are the same/)
})

test('alpha of a distance: undefined without pairs and without variation, defined by a given expectation', () => {
  const same = () => 0
  expect(alphaByDistance([], same).reason).toBe('no-pairable-values')
  expect(alphaByDistance(unitsOfRows(['1 2 1']), same).reason).toBe('no-pairable-values')
  expect(alphaByDistance(unitsOfRows(['1 1', '1 1']), same).reason).toBe('no-variation')
  expect(alphaByDistance(unitsOfRows(['1 1', '1 1']), same, { expected: 0.5 }).value).toBe(1)
})

test('labels named like members of objects are labels like others', () => {
  const units = unitsOfRows(['__proto__ constructor __proto__ toString', '__proto__ constructor constructor toString'])
  const plain = unitsOfRows(['a b a c', 'a b b c'])
  const names = ['__proto__', 'constructor', 'toString']
  expect(answers(units, names)).toEqual(answers(plain, ['a', 'b', 'c']))
})

test('a label outside the declared categories is refused by name', () => {
  expect(() => answers(unitsOfRows(['1 3', '1 2']), ['1', '2'])).toThrow(/“3” is not one of the categories/)
  expect(() => answers(unitsOfRows(['1 2', '1 2']), ['1', '2', '2'])).toThrow(/named twice/)
})

test('a measure nobody knows is refused with those that exist', () => {
  const options = { level: 'nominal', bootstrap: 0, seed: 1, measures: ['constructor'] } as const
  expect(() => categoricalFigures([], { ...options, measures: [...options.measures] })).toThrow(
    /no measure constructor.*krippendorff-alpha/,
  )
})
