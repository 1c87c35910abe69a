import { expect, test } from 'vitest'
import { taskTypes } from '@/lib/task-types/registry'
import { formatOption } from './format-option'

test('ties are asked about only where the format does what is chosen', () => {
  const own = (type: keyof typeof taskTypes) =>
    Object.fromEntries(
      Object.entries(taskTypes[type].exporters).map(([id, exporter]) => [id, formatOption(id, exporter).ownTies]),
    )
  expect(own('preference')).toMatchObject({
    'trl-preference': null,
    helpsteer: null,
    openai: 'left-out',
    'trl-unpaired': 'left-out',
    arena: 'held',
    raw: 'held',
  })
  expect(own('ranking')).toMatchObject({ rankings: 'held', nectar: 'held', 'axolotl-nectar': 'left-out' })
  expect(own('bounding-box')).toMatchObject({ coco: 'never', boxes: 'never' })
  expect(own('sentiment')).toMatchObject({ labels: null })
})
