import type { Exporter } from '@/lib/core/export/contract'
import { rawAnnotations } from '@/lib/task-types/raw-annotations'
import { boxTable } from './box-table'
import { coco } from './coco'
import type { Answer, Config, Payload } from './schema'
import { voc } from './voc'
import { yolo } from './yolo'

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
  }),
}
