import { expect, test } from 'vitest'
import { z } from 'zod'
import type { ExportedTask } from '@/lib/core/export/contract'
import { writtenPlain } from '@/lib/core/export/write-exporter'
import { exportedTask } from '@/lib/task-types/exported-task.fixture'
import { aggregations } from './aggregations'
import { coco } from './coco'
import { samples } from './samples'
import { type Answer, configSchema, type LabeledBox, type Payload, payloadSchema } from './schema'

const document = z.object({
  images: z.array(
    z.object({
      id: z.number(),
      file_name: z.string(),
      width: z.number(),
      height: z.number(),
      annotators: z.array(z.string()).optional(),
    }),
  ),
  annotations: z.array(
    z.object({
      id: z.number(),
      image_id: z.number(),
      category_id: z.number(),
      bbox: z.array(z.number()).length(4),
      area: z.number(),
      annotator: z.string().optional(),
      method: z.string().optional(),
    }),
  ),
  categories: z.array(z.object({ id: z.number(), name: z.string() })),
})

const payload: Payload = payloadSchema.parse({ image: samples[0]?.media['images/cat.png'] })
const cat: LabeledBox = { label: 'Cat', x: 1.5, y: 2, width: 10, height: 20 }
const eye: LabeledBox = { label: 'Eye', x: 3, y: 4, width: 5, height: 6 }

const config = configSchema.parse({ labels: ['Cat', 'Eye'] })

function task(id: string, answers: Record<string, LabeledBox[]>): ExportedTask<Payload, Answer> {
  return exportedTask(aggregations, config, {
    id,
    externalId: null,
    batch: 'Pilot',
    payload,
    meta: {},
    gold: null,
    agreement: null,
    annotations: Object.entries(answers).map(([annotator, boxes]) => ({
      id: `${id}-${annotator}`,
      annotator,
      answer: { boxes },
      order: [],
      timeSpentMs: 1,
      guidelinesVersion: 1,
      createdAt: '2026-01-01T00:00:00.000Z',
    })),
  })
}

async function write(tasks: ExportedTask<Payload, Answer>[]) {
  const counts: Record<string, number> = {}
  const files: Record<string, string> = {}
  async function* inTurn() {
    yield* tasks
  }
  const chunks = writtenPlain(coco, inTurn(), {
    config,
    choices: { ties: 'drop' },
    projectName: 'Cats',
    tally: {
      count: (what, by = 1) => {
        counts[what] = (counts[what] ?? 0) + by
      },
    },
    mediaName: (media) => `media/${media.name}`,
  })
  for await (const { file, data } of chunks) files[file] = `${files[file] ?? ''}${data}`
  return {
    counts,
    documents: Object.fromEntries(
      Object.entries(files).map(([file, text]) => [file, document.parse(JSON.parse(text))]),
    ),
  }
}

const tasks = [
  task('one', { ada: [cat, eye], ben: [cat] }),
  task('two', { ada: [] }),
  task('three', { ben: [eye, { ...eye, label: 'Nose' }] }),
]

test('every box is there once, names its annotator and lies in [x, y, width, height]', async () => {
  const { documents, counts } = await write(tasks)
  const all = documents['instances.json']
  expect(all?.annotations.map((box) => [box.image_id, box.annotator, ...box.bbox])).toEqual([
    [1, 'ada', 1.5, 2, 10, 20],
    [1, 'ada', 3, 4, 5, 6],
    [1, 'ben', 1.5, 2, 10, 20],
    [3, 'ben', 3, 4, 5, 6],
    [3, 'ben', 3, 4, 5, 6],
  ])
  expect(all?.annotations[0]?.area).toBe(200)
  expect(counts).toEqual({ images: 3, boxes: 5 })
})

test('images without boxes are kept as negatives', async () => {
  const { documents } = await write(tasks)
  expect(documents['instances.json']?.images.map((image) => image.id)).toEqual([1, 2, 3])
  expect(documents['annotators/ada.json']?.images.map((image) => image.id)).toEqual([1, 2])
  expect(documents['instances.json']?.images[0]?.file_name).toBe('media/images/cat.png')
})

test('who drew nothing on an image is named by the image, and a file of one annotator names nobody else', async () => {
  const { documents } = await write([task('one', { ada: [cat], ben: [] })])
  expect(documents['instances.json']?.images.map(({ annotators }) => annotators)).toEqual([['ada', 'ben']])
  expect(documents['annotators/ben.json']?.images.map(({ annotators }) => annotators)).toEqual([['ben']])
  expect(documents['consensus.json']?.images.map(({ annotators }) => annotators)).toEqual([undefined])
})

test('the consensus holds the boxes that at least half of the annotators drew, and says by which method', async () => {
  const { documents } = await write([task('one', { ada: [cat, eye], ben: [cat], cy: [cat] }), task('two', { ada: [] })])
  const consensus = documents['consensus.json']
  expect(consensus?.annotations.map(({ image_id, bbox, method }) => [image_id, method, ...bbox])).toEqual([
    [1, 'box-fusion', 1.5, 2, 10, 20],
  ])
  expect(consensus?.images.map(({ id }) => id)).toEqual([1, 2])
})

test('ids begin at 1 and are unique in each file', async () => {
  const { documents } = await write(tasks)
  for (const { annotations } of Object.values(documents)) {
    expect(annotations.map((box) => box.id)).toEqual(annotations.map((_, index) => index + 1))
  }
})

test('categories keep the order of the project, and a label only old answers use comes after them', async () => {
  const { documents } = await write(tasks)
  expect(documents['instances.json']?.categories.map(({ id, name }) => [id, name])).toEqual([
    [1, 'Cat'],
    [2, 'Eye'],
    [3, 'Nose'],
  ])
})

test('annotators whose names fall together as file names get files of their own', async () => {
  const { documents } = await write([task('one', { 'Ada L': [cat], 'ada/l': [eye], '../ada l': [] })])
  expect(Object.keys(documents)).toEqual([
    'instances.json',
    'consensus.json',
    'annotators/Ada-L.json',
    'annotators/ada-l-2.json',
    'annotators/ada-l-3.json',
  ])
})

test('without names there is one file for all, and the final boxes', async () => {
  const { documents } = await write([task('one', { '': [cat] })])
  expect(Object.keys(documents)).toEqual(['instances.json', 'consensus.json'])
})
