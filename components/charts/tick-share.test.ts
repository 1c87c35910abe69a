import { expect, test } from 'vitest'
import { tickShare } from './tick-share'

test('every tick of a share has its number, nought too', () => {
  expect([-1, -0.5, -0.0000001, 0, 0.2, 1, 1.5].map(tickShare)).toEqual(['−1', '−.5', '0', '0', '.2', '1', '1.5'])
})
