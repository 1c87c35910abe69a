import type { ExportChunk, ExportContext, ExportedTask, FileExporter } from '@/lib/core/export/contract'
import { vocXml } from '@/lib/core/formats/voc'
import { imagePlaces } from './image-places'
import type { Answer, Config, Payload } from './schema'

type BoxTask = ExportedTask<Payload, Answer>

const lists = { train: 'train', validation: 'val', test: 'test' } as const

/** Pascal VOC of the final boxes: one XML an image, lists of images by split. */
export const voc: FileExporter<Payload, Answer, Config> = {
  label: 'Pascal VOC',
  description:
    'One XML an image with the final boxes and lists in ImageSets/Main. Corners are 0-based and continuous; it has no place for annotators and agreement.',
  splits: 'own',
  write: writeVoc,
}

async function* writeVoc(tasks: AsyncIterable<BoxTask>, context: ExportContext<Config>): AsyncIterable<ExportChunk> {
  const placeOf = imagePlaces(context)
  yield { file: 'ImageSets/Main/train.txt', data: '' }
  for await (const task of tasks) {
    if (task.verdict.answer === null) {
      context.tally.count('images without answers')
      continue
    }
    const { image } = task.payload
    const place = placeOf(image, 'JPEGImages')
    if (place === null) continue
    const file = place.file.replace(/^JPEGImages\//, '')
    const { boxes } = task.verdict.answer
    context.tally.count('images')
    yield {
      file: `Annotations/${place.name}.xml`,
      data: vocXml({ file, width: image.width, height: image.height, boxes: [...boxes] }, context.tally),
    }
    yield { file: `ImageSets/Main/${lists[task.split ?? 'train']}.txt`, data: `${place.name}\n` }
  }
}
