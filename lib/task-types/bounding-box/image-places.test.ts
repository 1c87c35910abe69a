import { expect, test } from 'vitest'
import type { StoredMedia } from '@/lib/core/task-type'
import { imagePlaces } from './image-places'
import { samples } from './samples'
import { type Payload, payloadSchema } from './schema'

const sample: StoredMedia | undefined = Object.values(samples[0]?.media ?? {})[0]
const image = (id: string, name: string): Payload['image'] =>
  payloadSchema.parse({ image: { ...sample, id, name } }).image

function placing() {
  const counts: Record<string, number> = {}
  const count = (what: string, by = 1) => {
    counts[what] = (counts[what] ?? 0) + by
  }
  const mediaName = ({ name }: StoredMedia, folder = 'media') => `${folder}/${name}`
  const context = {
    config: { labels: [] },
    projectName: '',
    tally: { count },
    choices: { ties: 'drop' as const },
    mediaName,
  }
  return { placeOf: imagePlaces(context), counts }
}

test('an annotation is called like its picture', () => {
  expect(placing().placeOf(image('1', 'a/cat.v2.png'), 'images/train')).toEqual({
    file: 'images/train/a/cat.v2.png',
    name: 'train/a/cat.v2',
  })
})

test('pictures that differ by their ending only do not share an annotation: the second gets a folder', () => {
  const { placeOf, counts } = placing()
  placeOf(image('1', 'cat.png'), 'images/train')
  expect(placeOf(image('2', 'Cat.jpg'), 'images/train')).toEqual({
    file: 'images/train/2/Cat.jpg',
    name: 'train/2/Cat',
  })
  expect(placeOf(image('3', 'cat.jpg'), 'images/val')).toEqual({ file: 'images/val/cat.jpg', name: 'val/cat' })
  expect(counts).toEqual({})
})

test('a picture of two tasks is placed once, and counted', () => {
  const { placeOf, counts } = placing()
  placeOf(image('1', 'cat.png'), 'images/train')
  expect(placeOf(image('1', 'cat.png'), 'images/train')).toBeNull()
  expect(counts).toEqual({ 'tasks left out: their image is there already': 1 })
})
