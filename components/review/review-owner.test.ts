import { expect, test } from 'vitest'
import { reviewedProject, reviewOwner } from './review-owner'

test('verdicts on a device are found again by person and project, and by nobody else', () => {
  expect(reviewedProject(reviewOwner('amina', 'p1'), 'amina')).toBe('p1')
  expect(reviewedProject(reviewOwner('amina', 'p1'), 'ami')).toBeNull()
  expect(reviewedProject('amina', 'amina')).toBeNull()
})
