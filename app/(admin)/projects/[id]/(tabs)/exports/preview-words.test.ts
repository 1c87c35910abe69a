import { expect, test } from 'vitest'
import { isLoss, reasonIn } from './preview-words'

test('what a format could not hold is told apart from what it wrote', () => {
  const losses = ['pairs left out: tied', 'tied votes, exported with label null', 'ties written in both directions']
  for (const what of losses) expect(isLoss(what), what).toBe(true)
  for (const what of ['rows', 'pairs', 'images', 'battles', 'boxes']) expect(isLoss(what), what).toBe(false)
})

test('a reason without words of its own is shown by its name', () => {
  expect(reasonIn('gold')).toBe('known answer, measures labelers')
  expect(reasonIn('some_new_reason')).toBe('some new reason')
})
