import type { ExportChunk, ExportContext, ExportedTask, FileExporter, Split } from '@/lib/core/export/contract'
import { dataYaml, yoloLabels } from '@/lib/core/formats/yolo'
import { imagePlaces } from './image-places'
import type { Answer, Config, Payload } from './schema'

type BoxTask = ExportedTask<Payload, Answer>

const folders = { train: 'train', validation: 'val', test: 'test' } as const satisfies Record<Split, string>

/** Ultralytics' folder of the final boxes: images/ and labels/ side by side, one text an image, data.yaml at the root. */
export const yolo: FileExporter<Payload, Answer, Config> = {
  label: 'YOLO',
  description:
    'Ultralytics’ folder with images, labels and data.yaml: the final boxes as shares of the image. It has no place for annotators and agreement.',
  splits: 'own',
  needsMedia: true,
  write: writeYolo,
}

async function* writeYolo(tasks: AsyncIterable<BoxTask>, context: ExportContext<Config>): AsyncIterable<ExportChunk> {
  const categories = context.config.labels.map(({ name }) => name)
  const placeOf = imagePlaces(context)
  const used = new Set<string>()
  for await (const task of tasks) {
    if (task.verdict.answer === null) {
      context.tally.count('images without answers')
      continue
    }
    const folder = folders[task.split ?? 'train']
    const { image } = task.payload
    const place = placeOf(image, `images/${folder}`)
    if (place === null) continue
    used.add(folder)
    for (const { label } of task.verdict.answer.boxes) if (!categories.includes(label)) categories.push(label)
    const data = yoloLabels(
      { file: image.name, width: image.width, height: image.height, boxes: task.verdict.answer.boxes },
      categories,
      context.tally,
    )
    context.tally.count('images')
    yield { file: `labels/${place.name}.txt`, data }
  }
  if (used.size > 0 && !used.has('train')) context.tally.count('no training images: data.yaml names other ones')
  yield { file: 'data.yaml', data: dataYaml(categories, placesOf(used)) }
}

/** Ultralytics wants folders for train and val: where no image fell to one, it names a folder that is there. */
function placesOf(used: ReadonlySet<string>): Record<string, string> {
  const folderOf = (split: string) =>
    `images/${[split, 'train', 'val', 'test'].find((one) => used.has(one)) ?? 'train'}`
  return { train: folderOf('train'), val: folderOf('val'), ...(used.has('test') ? { test: 'images/test' } : {}) }
}
