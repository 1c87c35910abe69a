import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wholeUnits } from './shard-rows'

test('no file ends within rows that belong together, and none is longer than asked unless one unit is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 7 }), (asked, rowsPerUnit) => {
      const most = wholeUnits(asked, { rowsPerUnit })
      expect(most % rowsPerUnit).toBe(0)
      expect(most).toBeGreaterThan(0)
      expect(most <= asked || most === rowsPerUnit).toBe(true)
      expect(asked - most).toBeLessThan(rowsPerUnit)
    }),
  )
  expect(wholeUnits(5, {})).toBe(5)
})
