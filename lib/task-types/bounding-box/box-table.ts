import type { Column, ExportContext, ExportedTask, Row, TableExporter } from '@/lib/core/export/contract'
import { idColumn, taskColumns, taskFields } from '@/lib/core/export/task-columns'
import type { Answer, Config, Payload } from './schema'

/** One image a row with its final boxes, in the shape that datasets' object detection takes. */
export const boxTable: TableExporter<Payload, Answer, Config> = {
  label: 'Images with boxes',
  description:
    'One image a row with its final boxes as objects: bbox [x, y, width, height] in pixels, category and area, for datasets and Transformers.',
  file: 'boxes',
  forms: ['jsonl', 'parquet', 'csv'],
  ties: 'never',
  columns: ({ labels }) => [
    idColumn,
    { name: 'image', type: { media: 'image' }, about: 'the picture' },
    { name: 'width', type: 'int', about: 'pixels after EXIF orientation' },
    { name: 'height', type: 'int', about: 'pixels after EXIF orientation' },
    { name: 'objects', type: { struct: objectColumns(labels.map(({ name }) => name)) }, about: 'the final boxes' },
    ...taskColumns,
  ],
  rows: rowsOf,
}

function objectColumns(names: string[]): Column[] {
  return [
    {
      name: 'bbox',
      type: { list: { list: 'double' } },
      about: '[x, y, width, height] from the top left corner, pixels',
    },
    { name: 'category', type: { list: { names } }, about: 'the label of each box' },
    { name: 'area', type: { list: 'double' }, about: 'width × height' },
  ]
}

function rowsOf(task: ExportedTask<Payload, Answer>, { config, tally, mediaName }: ExportContext<Config>): Row[] {
  const { answer } = task.verdict
  if (answer === null) {
    tally.count('images without answers')
    return []
  }
  const known = new Set(config.labels.map(({ name }) => name))
  const boxes = answer.boxes.filter(({ label }) => known.has(label))
  if (boxes.length < answer.boxes.length)
    tally.count('boxes of labels that the project no longer has left out', answer.boxes.length - boxes.length)
  const { image } = task.payload
  tally.count('rows')
  tally.count('boxes', boxes.length)
  return [
    {
      id: task.rowId,
      image: mediaName(image),
      width: image.width,
      height: image.height,
      objects: {
        bbox: boxes.map(({ x, y, width, height }) => [x, y, width, height]),
        category: boxes.map(({ label }) => label),
        area: boxes.map(({ width, height }) => width * height),
      },
      ...taskFields(task),
    },
  ]
}
