import type { ExportChunk, ExportContext, ExportedAnnotation, ExportedTask, Exporter } from '@/lib/core/export/contract'
import { annotatorFiles } from '@/lib/task-types/annotator-files'
import type { Answer, Config, Payload } from './schema'

type BoxTask = ExportedTask<Payload, Answer>

/**
 * COCO object detection, as pycocotools reads it: `instances.json` with everyone's boxes, each naming its annotator, and
 * one file an annotator, and `consensus.json` with the final ones. Ids begin at 1; boxes are [x, y, width, height] in continuous pixels from the top left corner; images
 * without boxes are there too, as negatives. Boxes are written as they come; only the list of images is held until the end.
 */
export const coco: Exporter<Payload, Answer, Config> = {
  label: 'COCO',
  description:
    'Detection training with pycocotools, Detectron2, MMDetection and others. instances.json holds the boxes of every annotator, annotators/ one file each, consensus.json the final boxes.',
  write: writeCoco,
}

async function* writeCoco(tasks: AsyncIterable<BoxTask>, context: ExportContext<Config>): AsyncIterable<ExportChunk> {
  const categories = new Categories(context.config)
  const fileOf = annotatorFiles()
  const images: string[] = []
  const everyone = new CocoFile('instances.json', context)
  const consensus = new CocoFile('consensus.json', context)
  const byAnnotator = new Map<string, CocoFile>()

  for await (const task of tasks) {
    const image = images.push(JSON.stringify(cocoImage(task, images.length + 1, context)))
    context.tally.count('images')
    yield everyone.append(
      image,
      task.annotations.flatMap((annotation) => cocoBoxes(annotation.answer, image, categories, whoseOf(annotation))),
    )
    if (task.verdict.answer !== null) {
      const { method } = task.verdict
      yield consensus.append(image, cocoBoxes(task.verdict.answer, image, categories, { method }))
    }
    for (const annotation of task.annotations) {
      const boxes = cocoBoxes(annotation.answer, image, categories, whoseOf(annotation))
      context.tally.count('boxes', boxes.length)
      if (annotation.annotator === '') continue
      const own =
        byAnnotator.get(annotation.annotator) ??
        new CocoFile(`annotators/${fileOf(annotation.annotator)}.json`, context)
      byAnnotator.set(annotation.annotator, own)
      yield own.append(image, boxes)
    }
  }

  for (const file of [everyone, consensus, ...byAnnotator.values()]) yield* file.close(images, categories)
}

function cocoImage(task: BoxTask, id: number, context: ExportContext<Config>) {
  const { image } = task.payload
  return {
    id,
    file_name: context.mediaName(image),
    width: image.width,
    height: image.height,
    task_id: task.id,
    external_id: task.externalId,
    n_annotators: task.annotations.length,
    agreement: task.agreement,
  }
}

function whoseOf({ id, annotator }: ExportedAnnotation<Answer>) {
  return { annotator, annotation_id: id }
}

function cocoBoxes(answer: Answer, image: number, categories: Categories, whose: Record<string, string>) {
  return answer.boxes.map(({ label, x, y, width, height }) => ({
    image_id: image,
    category_id: categories.idOf(label),
    bbox: [x, y, width, height],
    area: width * height,
    iscrowd: 0,
    segmentation: [],
    ...whose,
  }))
}

/** Ids from 1 in the project's order; labels that only old answers still use come after them. */
class Categories {
  readonly #ids: Map<string, number>

  constructor(config: Config) {
    this.#ids = new Map(config.labels.map((label, index) => [label.name, index + 1]))
  }

  idOf(name: string): number {
    const id = this.#ids.get(name) ?? this.#ids.size + 1
    this.#ids.set(name, id)
    return id
  }

  list() {
    return [...this.#ids].map(([name, id]) => ({ id, name, supercategory: '' }))
  }
}

/** One COCO document, written piece by piece: head and boxes as they come; images and categories when it closes. */
class CocoFile {
  readonly #file: string
  readonly #head: string
  readonly #images: number[] = []
  #boxes = 0

  constructor(file: string, { projectName }: ExportContext<Config>) {
    this.#file = file
    const info = { description: projectName, version: '1.0', contributor: 'Concord' }
    this.#head = `{"info":${JSON.stringify(info)},"licenses":[],"annotations":[`
  }

  append(image: number, boxes: readonly Record<string, unknown>[]): ExportChunk {
    const head = this.#images.length === 0 ? this.#head : ''
    this.#images.push(image)
    const rows = boxes.map((box) => {
      this.#boxes++
      return `${this.#boxes === 1 ? '' : ',\n'}${JSON.stringify({ id: this.#boxes, ...box })}`
    })
    return { file: this.#file, data: head + rows.join('') }
  }

  *close(images: readonly string[], categories: Categories): Iterable<ExportChunk> {
    const head = this.#images.length === 0 ? this.#head : ''
    yield { file: this.#file, data: `${head}],"images":[` }
    for (const [index, image] of this.#images.entries()) {
      yield { file: this.#file, data: `${index === 0 ? '' : ',\n'}${images[image - 1]}` }
    }
    yield { file: this.#file, data: `],"categories":${JSON.stringify(categories.list())}}\n` }
  }
}
