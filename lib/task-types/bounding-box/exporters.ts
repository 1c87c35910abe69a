import type { Exporter } from '@/lib/core/task-type'
import { rawAnnotations } from '@/lib/task-types/raw-annotations'
import { coco } from './coco'
import type { Answer, Config, Payload } from './schema'

export const exporters: Record<string, Exporter<Payload, Answer, Config>> = {
  coco,
  raw: rawAnnotations((payload, context) => ({
    image: context.mediaName(payload.image),
    width: payload.image.width,
    height: payload.image.height,
  })),
}
