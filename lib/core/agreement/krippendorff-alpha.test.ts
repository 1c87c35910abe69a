import { expect, test } from 'vitest'
import { alphaByDistance } from './alpha-by-distance'
import type { Level } from './difference'
import { figureOf, oracle, oracleTables } from './oracles.fixture'
import { unitsOfRows } from './units-of-rows.fixture'

/** Krippendorff 2011, section C: four observers, twelve units, missing values. */
const fourObservers = unitsOfRows([
  '1 2 3 3 2 1 4 1 2 . . .',
  '1 2 3 3 2 2 4 1 2 5 . 3',
  '. 3 3 3 2 3 4 2 2 5 1 .',
  '1 2 3 3 2 4 4 1 2 5 1 .',
])

const alpha = (level: Level) => figureOf(fourObservers, 'krippendorff-alpha', level).value

test('alpha equals the worked example of Krippendorff 2011 and the package krippendorff at every level', () => {
  // Printed in the paper: .743, .815, .849, .797; krippendorff.alpha gives the further digits.
  expect(alpha('nominal')).toBeCloseTo(0.743421052631579, 12)
  expect(alpha('ordinal')).toBeCloseTo(0.8153875037548814, 12)
  expect(alpha('interval')).toBeCloseTo(0.8491071428571428, 12)
  expect(alpha('ratio')).toBeCloseTo(0.7974027747116121, 12)
})

test('alpha equals Krippendorff 2011, section A: two observers, binary, no missing values', () => {
  const binary = unitsOfRows(['0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0'])
  // Printed: alpha = .095 = 1 − 19 · 4 / (14 · 6).
  expect(figureOf(binary, 'krippendorff-alpha').value).toBeCloseTo(1 - (19 * 4) / (14 * 6), 12)
})

test.each(oracleTables)('alpha of $name equals the packages krippendorff and nltk', ({ units, categories, said }) => {
  for (const level of ['nominal', 'ordinal', 'interval', 'ratio'] as const) {
    const { value } = figureOf(units, 'krippendorff-alpha', level, categories)
    expect(value).toBeCloseTo(oracle(said, `krippendorff ${level}`)?.value ?? Number.NaN, 12)
  }
  for (const level of ['nominal', 'interval'] as const) {
    const { value } = figureOf(units, 'krippendorff-alpha', level, categories)
    expect(value).toBeCloseTo(oracle(said, `nltk alpha ${level}`)?.value ?? Number.NaN, 12)
  }
})

test('a unit rated once counts neither as an item nor in the marginals', () => {
  const figure = figureOf(fourObservers, 'krippendorff-alpha')
  expect(figure).toMatchObject({ n_items: 11, n_pairable: 40, n_annotators: 4, ci: null, se: null })
  const without = fourObservers.filter(({ ratings }) => ratings.length > 1)
  expect(figureOf(without, 'krippendorff-alpha').value).toBe(figure.value)
})

test.each([
  ['interval', '-8'],
  ['ratio', '8'],
] as const)(
  'level %s: numbers near the largest and the smallest there are give the alpha of their small likenesses',
  (level, first) => {
    const plain = ['1 2 3 7', `${first} 2 4 7`]
    const { value } = figureOf(unitsOfRows(plain), 'krippendorff-alpha', level)
    expect(value).not.toBeNull()
    for (const power of ['e200', 'e306', 'e-200', 'e-307']) {
      const grown = plain.map((row) => row.replaceAll(/\d+/g, (digits) => `${digits}${power}`))
      expect(figureOf(unitsOfRows(grown), 'krippendorff-alpha', level).value).toBeCloseTo(value ?? Number.NaN, 12)
    }
  },
)

test('a number past the largest one there is cannot be measured, and the sentence names it', () => {
  const units = unitsOfRows(['1 2', '1 1e400'])
  for (const level of ['ordinal', 'interval', 'ratio'] as const)
    expect(() => figureOf(units, 'krippendorff-alpha', level)).toThrow(/“1e400” is/)
})

test('categories nobody used change no alpha', () => {
  const categories = ['0', '1', '2', '3', '4', '5', '9']
  for (const level of ['nominal', 'ordinal', 'interval', 'ratio'] as const) {
    expect(figureOf(fourObservers, 'krippendorff-alpha', level, categories).value).toBeCloseTo(alpha(level) ?? 0, 14)
  }
})

test('ordinal alpha follows the declared order of words, never the alphabet', () => {
  const words = unitsOfRows(['low mid high low mid', 'mid mid high low high'])
  // krippendorff.alpha([[0, 1, 2, 0, 1], [1, 1, 2, 0, 2]], level_of_measurement='ordinal')
  expect(figureOf(words, 'krippendorff-alpha', 'ordinal', ['low', 'mid', 'high']).value).toBeCloseTo(0.7, 12)
  expect(() => figureOf(words, 'krippendorff-alpha', 'ordinal')).toThrow(/needs the order of the categories/)
})

test('numbers order as numbers: 9 is below 10', () => {
  const numbers = unitsOfRows(['9 10 11 9 10', '10 10 11 9 11'])
  expect(figureOf(numbers, 'krippendorff-alpha', 'ordinal').value).toBeCloseTo(0.7, 12)
})

test('interval refuses words and ratio refuses numbers below 0', () => {
  expect(() => figureOf(unitsOfRows(['a b', 'a a']), 'krippendorff-alpha', 'interval')).toThrow(/needs numbers/)
  expect(() => figureOf(unitsOfRows(['1 -2', '1 1']), 'krippendorff-alpha', 'ratio')).toThrow(/from 0 up/)
})

test('at level ratio two zeros are equal', () => {
  const zeros = unitsOfRows(['0 0 1 3 0', '0 1 1 3 0'])
  // krippendorff.alpha([[0, 0, 1, 3, 0], [0, 1, 1, 3, 0]], level_of_measurement='ratio') divides 0 by 0; by hand:
  // D_o = 2 · 1/10; D_e = 2 (5 · 3 · 1 + 5 · 2 · 1 + 3 · 2 · ¼)/(10 · 9)
  expect(figureOf(zeros, 'krippendorff-alpha', 'ratio').value).toBeCloseTo(1 - 0.2 / ((2 * (15 + 10 + 1.5)) / 90), 12)
})

test('two spellings of one number are no distance apart, zeros at level ratio included', () => {
  const spelled = unitsOfRows(['0 0 1 3 0', '0.0 1 1.0 3 0'])
  const plain = unitsOfRows(['0 0 1 3 0', '0 1 1 3 0'])
  for (const level of ['interval', 'ratio'] as const) {
    const { value } = figureOf(plain, 'krippendorff-alpha', level)
    expect(figureOf(spelled, 'krippendorff-alpha', level).value).toBeCloseTo(value ?? Number.NaN, 12)
  }
})

test('alpha of any distance is the nominal alpha where the distance is 0 or 1, and the interval alpha where it is the square', () => {
  const figure = alphaByDistance(fourObservers, (a, b) => (a === b ? 0 : 1))
  expect(figure.value).toBeCloseTo(0.743421052631579, 12)
  const squares = alphaByDistance(fourObservers, (a, b) => (Number(a) - Number(b)) ** 2)
  expect(squares.value).toBeCloseTo(0.8491071428571428, 12)
})
