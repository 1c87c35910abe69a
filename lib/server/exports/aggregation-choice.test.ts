import { expect, test } from 'vitest'
import { exportOptionsSchema } from './export-options'
import { targetOf } from './export-target'

function plain(multiple: boolean, aggregation: string | null) {
  const config = JSON.stringify({ labels: ['positive', 'negative'], multiple })
  const project = { id: 'p', name: 'Texts', taskType: 'sentiment', config }
  return { project, batches: [], asked: exportOptionsSchema.parse({ format: 'labels', aggregation }) }
}

test('a way to one answer that decides nothing in this project is refused with those that do', () => {
  expect(targetOf(plain(false, 'dawid-skene')).aggregation.name).toBe('dawid-skene')
  expect(() => targetOf(plain(true, 'dawid-skene'))).toThrow('decides nothing in a project set up like this one')
  expect(() => targetOf(plain(true, 'dawid-skene'))).toThrow('Use one of majority')
  expect(() => targetOf(plain(false, 'nobody'))).toThrow('“nobody” to make one answer is not known')
  expect(targetOf(plain(true, null)).aggregation.name).toBe('majority')
})
