import { expect, test } from 'vitest'
import type { FileExporter, Split } from '@/lib/core/export/contract'
import { exportedTask } from '@/lib/task-types/exported-task.fixture'
import { aggregations } from './aggregations'
import { samples } from './samples'
import { type Answer, type Config, configSchema, type Payload, payloadSchema } from './schema'
import { voc } from './voc'
import { yolo } from './yolo'

const { image } = payloadSchema.parse({ image: samples[0]?.media['images/cat.png'] })
const config = configSchema.parse({ labels: ['Cat'] })

async function written(exporter: FileExporter<Payload, Answer, Config>, splits: readonly Split[]) {
  const files: Record<string, string> = {}
  const counts: Record<string, number> = {}
  async function* inTurn() {
    for (const [index, split] of splits.entries()) {
      const answer: Answer = { boxes: [{ label: 'Cat', x: 1, y: 2, width: 10, height: 20 }] }
      const annotation = { id: `a${index}`, annotator: 'ada', answer, order: [], timeSpentMs: 1, guidelinesVersion: 1 }
      const task = exportedTask(aggregations, config, {
        id: `task-${index}`,
        externalId: null,
        batch: 'Pilot',
        payload: { image: { ...image, id: `image-${index}`, name: `${index}.png` } },
        meta: {},
        gold: null,
        agreement: null,
        annotations: [{ ...annotation, createdAt: '2026-01-01T00:00:00.000Z' }],
      })
      yield { ...task, split }
    }
  }
  const count = (what: string, by = 1) => {
    counts[what] = (counts[what] ?? 0) + by
  }
  const mediaName = ({ name }: { name: string }, folder = 'media') => `${folder}/${name}`
  const context = { config, choices: { ties: 'drop' as const }, projectName: 'Cats', tally: { count }, mediaName }
  for await (const { file, data } of exporter.write(inTurn(), context)) files[file] = `${files[file] ?? ''}${data}`
  return { files, counts }
}

test.each<[Split[], string[]]>([
  [
    ['train', 'validation', 'test'],
    ['train: images/train', 'val: images/val', 'test: images/test'],
  ],
  [['train'], ['train: images/train', 'val: images/train']],
  [
    ['validation', 'test'],
    ['train: images/val', 'val: images/val', 'test: images/test'],
  ],
  [['test'], ['train: images/test', 'val: images/test', 'test: images/test']],
])('data.yaml of %j names only folders with images', async (splits, lines) => {
  const { files, counts } = await written(yolo, splits)
  const yaml = files['data.yaml'] ?? ''
  expect(yaml.split('\n').filter((line) => /^(train|val|test):/.test(line))).toEqual(lines)
  const without = splits.includes('train') ? undefined : 1
  expect(counts['no training images: data.yaml names other ones']).toBe(without)
})

test('ImageSets lists every image once, under its split', async () => {
  const { files } = await written(voc, ['train', 'validation', 'test', 'train'])
  const lists = Object.entries(files).filter(([name]) => name.startsWith('ImageSets/'))
  expect(Object.fromEntries(lists)).toEqual({
    'ImageSets/Main/train.txt': '0\n3\n',
    'ImageSets/Main/val.txt': '1\n',
    'ImageSets/Main/test.txt': '2\n',
  })
})
