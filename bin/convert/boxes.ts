import { readRows } from '@/bin/read-rows'
import { type BoxSet, inOrder } from '@/lib/core/formats/boxed-images'
import { readCoco, writeCoco } from '@/lib/core/formats/coco'
import { readCvat } from '@/lib/core/formats/cvat'
import type { FormatFile } from '@/lib/core/formats/format-file'
import { readLabelStudioBoxes, writeLabelStudioBoxes } from '@/lib/core/formats/label-studio'
import { boxLines, boxTable } from '@/lib/core/formats/long-table-values'
import { readVoc, vocCorners, writeVoc } from '@/lib/core/formats/voc'
import { readYolo, writeYolo } from '@/lib/core/formats/yolo'
import { standardColumns } from '@/lib/core/long-table/row'
import { longRow } from './raw-rows'
import { filesOf, readJson, readText } from './read-source'
import type { Conversion } from './settings'
import { yoloFolder } from './yolo-folder'

const sources = {
  lines: async ({ file, columns, categories, tally }: Conversion) => {
    const table = boxTable(columns, categories, tally)
    for await (const row of readRows(file)) table.add(row)
    return table.set()
  },
  raw: async ({ file, tally }: Conversion) => {
    const table = boxTable(standardColumns, undefined, tally)
    for await (const row of readRows(file)) table.add(longRow(row))
    return table.set()
  },
  coco: async ({ file, tally }: Conversion) => readCoco(readJson(file), tally),
  'label-studio': async ({ file, tally }: Conversion) => readLabelStudioBoxes(readJson(file), tally),
  voc: async ({ file, tally }: Conversion) => {
    process.stderr.write(`concord: Pascal VOC read as written here: ${vocCorners}\n`)
    return readVoc(filesOf(file, '.xml').map(readText), tally)
  },
  cvat: async ({ file, tally }: Conversion) => readCvat(filesOf(file, '.xml').map(readText), tally),
  yolo: async ({ file }: Conversion) => readYolo(await yoloFolder(file)),
} as const

const targets = {
  lines: (set: BoxSet) => boxLines(set),
  coco: writeCoco,
  yolo: writeYolo,
  voc: (set: BoxSet, tally: Conversion['tally']) => {
    process.stderr.write(`concord: Pascal VOC: ${vocCorners}\n`)
    return writeVoc(set, tally)
  },
  'label-studio': writeLabelStudioBoxes,
} as const

export const boxSources = Object.keys(sources)
export const boxTargets = Object.keys(targets)

export async function convertBoxes(conversion: Conversion): Promise<FormatFile[]> {
  const read = pick(sources, conversion.from)
  const write = pick(targets, conversion.to)
  const { categories, images } = await read(conversion)
  const given = conversion.categories ?? []
  const ordered = [...given, ...categories.filter((category) => !given.includes(category))]
  return write(inOrder({ categories: ordered, images }), conversion.tally)
}

function pick<Value>(table: Readonly<Record<string, Value>>, name: string): Value {
  const value = table[name]
  if (value === undefined) throw new Error(`no boxes in ${name}`)
  return value
}
