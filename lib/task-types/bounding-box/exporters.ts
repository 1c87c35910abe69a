import type { Column, Exporter } from '@/lib/core/export/contract'
import { rawAnnotations } from '@/lib/task-types/raw-annotations'
import { boxTable } from './box-table'
import { coco } from './coco'
import type { Answer, Config, Payload } from './schema'
import { voc } from './voc'
import { yolo } from './yolo'

const boxColumns: Column[] = [
  { name: 'label', type: 'string', about: 'what it shows' },
  { name: 'x', type: 'double', about: 'left, pixels from the left edge' },
  { name: 'y', type: 'double', about: 'top, pixels from the top edge' },
  { name: 'width', type: 'double', about: 'pixels' },
  { name: 'height', type: 'double', about: 'pixels' },
]

export const exporters: Record<string, Exporter<Payload, Answer, Config>> = {
  coco,
  yolo,
  voc,
  boxes: boxTable,
  raw: rawAnnotations({
    columns: [
      { name: 'image', type: 'string', about: 'the file' },
      { name: 'width', type: 'int', about: 'pixels after EXIF orientation' },
      { name: 'height', type: 'int', about: 'pixels after EXIF orientation' },
    ],
    shown: ({ image }, { mediaName }) => ({ image: mediaName(image), width: image.width, height: image.height }),
    fields: [{ name: 'boxes', type: { list: { struct: boxColumns } }, about: 'as they were drawn' }],
    fieldsOf: ({ boxes }) => ({
      boxes: boxes.map(({ label, x, y, width, height }) => ({ label, x, y, width, height })),
    }),
  }),
}
