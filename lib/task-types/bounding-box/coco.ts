import type { ExportChunk, ExportContext, ExportedAnnotation, ExportedTask, Exporter } from '@/lib/core/export/contract'
import { annotatorFiles } from '@/lib/task-types/annotator-files'
import type { Answer, Config, Payload } from './schema'

type BoxTask = ExportedTask<Payload, Answer>

/**
 * COCO object detection, as pycocotools reads it: `instances.json` with everyone's boxes, each naming its annotator, one file an annotator,
 * and `consensus.json` with the final ones. Ids begin at 1; boxes are [x, y, width, height] in continuous pixels from the top left corner;
 * images without boxes are there too, as negatives. Each image lists who looked at it, since who drew nothing has no box to be named by.
 * Boxes are written as they come; only the lists of images are held until the end.
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
  let images = 0
  const everyone = new CocoFile('instances.json', context)
  const consensus = new CocoFile('consensus.json', context)
  const byAnnotator = new Map<string, CocoFile>()

  for await (const task of tasks) {
    images += 1
    const image = cocoImage(task, images, context)
    const looked = task.annotations.map(({ annotator }) => annotator)
    context.tally.count('images')
    yield everyone.append(
      { ...image, annotators: looked },
      task.annotations.flatMap((annotation) => cocoBoxes(annotation.answer, images, categories, whoseOf(annotation))),
    )
    if (task.verdict.answer !== null) {
      const { method } = task.verdict
      yield consensus.append(image, cocoBoxes(task.verdict.answer, images, categories, { method }))
    }
    for (const annotation of task.annotations) {
      const { annotator } = annotation
      const boxes = cocoBoxes(annotation.answer, images, categories, whoseOf(annotation))
      context.tally.count('boxes', boxes.length)
      if (annotator === '') continue
      const own = byAnnotator.get(annotator) ?? new CocoFile(`annotators/${fileOf(annotator)}.json`, context)
      byAnnotator.set(annotator, own)
      yield own.append({ ...image, annotators: [annotator] }, boxes)
    }
  }

  for (const file of [everyone, consensus, ...byAnnotator.values()]) yield* file.close(categories)
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
  /** As JSON. */
  readonly #images: string[] = []
  #boxes = 0

  constructor(file: string, { projectName }: ExportContext<Config>) {
    this.#file = file
    const info = { description: projectName, version: '1.0', contributor: 'Concord' }
    this.#head = `{"info":${JSON.stringify(info)},"licenses":[],"annotations":[`
  }

  append(image: Record<string, unknown>, boxes: readonly Record<string, unknown>[]): ExportChunk {
    const head = this.#images.length === 0 ? this.#head : ''
    this.#images.push(JSON.stringify(image))
    const rows = boxes.map((box) => {
      this.#boxes++
      return `${this.#boxes === 1 ? '' : ',\n'}${JSON.stringify({ id: this.#boxes, ...box })}`
    })
    return { file: this.#file, data: head + rows.join('') }
  }

  *close(categories: Categories): Iterable<ExportChunk> {
    const head = this.#images.length === 0 ? this.#head : ''
    yield { file: this.#file, data: `${head}],"images":[` }
    for (const [index, image] of this.#images.entries()) {
      yield { file: this.#file, data: `${index === 0 ? '' : ',\n'}${image}` }
    }
    yield { file: this.#file, data: `],"categories":${JSON.stringify(categories.list())}}\n` }
  }
}
