import { expect, test } from 'vitest'
import { doneAt, paceOf } from './pace'

const days = (...answers: number[]) => answers.map((n) => ({ answers: n }))

test('the pace of a project counts from the first day with an answer', () => {
  expect(paceOf(days(0, 0, 0, 0, 0, 30, 10))).toEqual({ perDay: 20, answers: 40, days: 2 })
})

test('a quiet day between two others makes the pace slower', () => {
  expect(paceOf(days(0, 0, 0, 0, 30, 0, 30))).toEqual({ perDay: 20, answers: 60, days: 3 })
})

test('without an answer in seven days there is no pace, and no date', () => {
  expect(paceOf(days(0, 0, 0, 0, 0, 0, 0))).toBeNull()
  expect(doneAt(10, null, 0)).toBeNull()
})

test('thirty answers at twenty a day take a day and a half', () => {
  expect(doneAt(30, paceOf(days(20)), 1_000)).toBe(1_000 + 36 * 3_600_000)
})
