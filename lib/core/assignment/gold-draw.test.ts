import { expect, test } from 'vitest'
import { goldStart, isGoldTurn } from './gold-draw'

const turnsOf = (labelerId: string, rate: number) =>
  Array.from({ length: 20_000 }, (_, turn) => isGoldTurn({ seed: 7, labelerId }, turn, rate))

test('the share of known answers is the rate, and none at rate 0', () => {
  for (const rate of [0.05, 0.1, 0.5]) {
    const share = turnsOf('ada', rate).filter(Boolean).length / 20_000
    // Four standard errors of a share.
    expect(Math.abs(share - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / 20_000))
  }
  expect(turnsOf('ada', 0).some(Boolean)).toBe(false)
})

test('positions look random: as many runs as a coin would make (Wald & Wolfowitz 1940)', () => {
  const turns = turnsOf('ada', 0.1)
  const ones = turns.filter(Boolean).length
  const zeros = turns.length - ones
  const runs = turns.filter((turn, at) => at === 0 || turn !== turns[at - 1]).length
  const mean = 1 + (2 * ones * zeros) / (ones + zeros)
  const variance = ((mean - 1) * (mean - 2)) / (ones + zeros - 1)
  expect(Math.abs(runs - mean) / Math.sqrt(variance)).toBeLessThan(4)
})

test('two labelers meet known answers at different places and begin elsewhere; the same one at the same', () => {
  expect(turnsOf('ada', 0.1)).toEqual(turnsOf('ada', 0.1))
  const both = turnsOf('ada', 0.1).filter((turn, at) => turn && turnsOf2[at]).length / 20_000
  expect(both).toBeLessThan(0.015)
  const starts = Array.from({ length: 200 }, (_, n) => goldStart({ seed: 7, labelerId: `p${n}` }, 10))
  expect(new Set(starts).size).toBe(10)
  expect(goldStart({ seed: 7, labelerId: 'ada' }, 1)).toBe(0)
})

const turnsOf2 = turnsOf('ben', 0.1)
