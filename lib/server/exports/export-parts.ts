import 'server-only'
import type { Column, ExportContext, Split } from '@/lib/core/export/contract'
import { splitNames } from '@/lib/core/export-plan/splits'
import type { StoredMedia } from '@/lib/core/task-type'
import type { ExportFilters } from './export-options'
import { MediaPlaces } from './media-places'

/** A part of the data with its files: the whole where the export is not split. Each split lies in a folder of its own, with its media. */
export class ExportPart {
  readonly split: Split | null
  /** `train/`, or '' for the whole. */
  readonly prefix: string
  /** The media its tasks show; gathered only where they go along. */
  readonly media = new Map<string, StoredMedia>()
  readonly places = new MediaPlaces()
  tasks = 0

  constructor(split: Split | null, prefix: string) {
    this.split = split
    this.prefix = prefix
  }
}

/** Splits with a share, in their usual order; one part for all where the export is not split. */
export function exportParts({ split, layout }: ExportFilters): ExportPart[] {
  if (!split) return [new ExportPart(null, '')]
  const prefix = (name: Split) => (layout === 'huggingface' ? '' : `${name}/`)
  return splitNames.filter((name) => split[name] > 0).map((name) => new ExportPart(name, prefix(name)))
}

/** `mediaName` of a part: the place of the file where media go along, else the name that the import line gave. */
export function contextOf(
  shared: Omit<ExportContext<unknown>, 'mediaName'>,
  part: ExportPart,
  withMedia: boolean,
): ExportContext<unknown> {
  return { ...shared, mediaName: (media, folder) => (withMedia ? part.places.placeOf(media, folder) : media.name) }
}

/** A dataset without its media names them; it cannot show them. */
export function withoutMedia(columns: readonly Column[]): Column[] {
  return columns.map(({ name, type, about }) => ({ name, type: textInstead(type), about }))
}

function textInstead(type: Column['type']): Column['type'] {
  if (typeof type === 'string') return type
  if ('media' in type) return 'string'
  if ('list' in type) return { list: textInstead(type.list) }
  return 'struct' in type ? { struct: withoutMedia(type.struct) } : type
}
