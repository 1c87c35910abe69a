import type { ExportTally } from '../export/contract'
import type { FormatBox } from '../formats/boxed-images'
import { boxAnswer } from './box-answer'
import { freeFields, idOf, listIn, numberIn, recordIn, textIn } from './fields'
import type { Mirror, MirroredContent } from './mirror'
import { mirroredRows, refused } from './mirrored-rows'

type Row = Record<string, unknown>

/** A table of pictures with their boxes, as Hugging Face datasets hold them for object detection. */
export const boxTable: Mirror = {
  label: 'Images with boxes (Hugging Face)',
  description:
    'A table with image and objects: bbox [x, y, width, height] in pixels and category by name, pictures beside the table or inside a Parquet file. One answer a picture; other columns are kept as free fields.',
  taskTypes: ['bounding-box'],
  detect: ({ row }) => row !== null && ('image' in row || 'file_name' in row) && 'objects' in row,
  read: (source, tally) => mirroredRows(source, { task: ([{ value }]) => taskOf(value, tally) }),
}

function taskOf(row: Row, tally: ExportTally): MirroredContent {
  const image = textIn(row.image) ?? textIn(row.file_name)
  if (image === null) throw refused('image', 'Give the name of the picture.')
  const size = { width: numberIn(row.width), height: numberIn(row.height) }
  return {
    task: { image },
    id: idOf(row.id),
    meta: freeFields(row, 'image', 'file_name', 'width', 'height', 'objects', 'id', 'language'),
    annotations: [boxAnswer('', boxesIn(row.objects), size, tally)],
  }
}

/** A struct of lists, or a list of structs. */
function boxesIn(value: unknown): FormatBox[] {
  const objects = recordIn(value)
  const list = objects === null ? listIn(value) : pairsIn(objects)
  if (list === null) throw refused('objects', 'Give objects as { "bbox", "category" }.')
  return list.map((entry) => {
    const object = recordIn(entry)
    const [x, y, width, height] = (listIn(object?.bbox) ?? []).map(numberIn)
    const label = textIn(object?.category) ?? textIn(object?.label)
    if (label === null) throw refused('objects.category', 'Give each box its category by name.')
    if (typeof x !== 'number' || typeof y !== 'number' || typeof width !== 'number' || typeof height !== 'number')
      throw refused('objects.bbox', 'Give each bbox as [x, y, width, height].')
    return { label, x, y, width, height }
  })
}

function pairsIn(objects: Row): Row[] {
  const [boxes, categories] = [listIn(objects.bbox) ?? [], listIn(objects.category) ?? listIn(objects.label) ?? []]
  if (boxes.length !== categories.length) throw refused('objects', 'There are not as many categories as boxes.')
  return boxes.map((bbox, index) => ({ bbox, category: categories[index] }))
}
