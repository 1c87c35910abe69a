import path from 'node:path'
import { readRows } from '@/bin/read-rows'
import type { FormatFile } from '@/lib/core/formats/format-file'
import { writeKaldi } from '@/lib/core/formats/kaldi'
import { readLabelStudioSpeech, writeLabelStudioSpeech } from '@/lib/core/formats/label-studio-speech'
import { speechLines, speechTable } from '@/lib/core/formats/long-table-values'
import { readNemo, writeNemo } from '@/lib/core/formats/nemo'
import { type Recording, recordingsInOrder } from '@/lib/core/formats/recordings'
import { readSrt, writeSrt } from '@/lib/core/formats/srt'
import { readWebvtt, writeWebvtt } from '@/lib/core/formats/webvtt'
import { kaldi } from '@/lib/core/import-formats/speech-folders'
import { audiofolder, commonVoice } from '@/lib/core/import-formats/speech-tables'
import { standardColumns } from '@/lib/core/long-table/row'
import { mirroredRecordings } from './mirrored-recordings'
import { longRow } from './raw-rows'
import { filesOf, readJson, readText } from './read-source'
import type { Conversion } from './settings'

const sources = {
  lines: async ({ file, columns, tally }: Conversion) => {
    const table = speechTable(columns, tally)
    for await (const row of readRows(file)) table.add(row)
    return table.recordings()
  },
  raw: async ({ file, tally }: Conversion) => {
    const table = speechTable(standardColumns, tally)
    for await (const row of readRows(file)) table.add(longRow(row))
    return table.recordings()
  },
  'label-studio': async ({ file, tally }: Conversion) => readLabelStudioSpeech(readJson(file), tally),
  webvtt: async ({ file }: Conversion) => filesOf(file, '.vtt').map((each) => readWebvtt(readText(each), nameOf(each))),
  srt: async ({ file }: Conversion) => filesOf(file, '.srt').map((each) => readSrt(readText(each), nameOf(each))),
  kaldi: ({ file, tally }: Conversion) => mirroredRecordings(file, kaldi, tally),
  audiofolder: ({ file, tally }: Conversion) => mirroredRecordings(file, audiofolder, tally),
  'common-voice': ({ file, tally }: Conversion) => mirroredRecordings(file, commonVoice, tally),
  nemo: async ({ file }: Conversion) => {
    const rows: Record<string, unknown>[] = []
    for await (const { fields } of readRows(file)) rows.push(fields)
    return readNemo(rows)
  },
} as const

const targets = {
  lines: (recordings: Recording[]) => speechLines(recordings),
  webvtt: writeWebvtt,
  srt: writeSrt,
  nemo: writeNemo,
  kaldi: writeKaldi,
  'label-studio': (recordings: Recording[]) => writeLabelStudioSpeech(recordings),
} as const

export const speechSources = Object.keys(sources)
export const speechTargets = Object.keys(targets)

export async function convertSpeech(conversion: Conversion): Promise<FormatFile[]> {
  const read = pick(sources, conversion.from)
  const write = pick(targets, conversion.to)
  return write(recordingsInOrder(await read(conversion)), conversion.tally)
}

function nameOf(file: string): string {
  return path.basename(file, path.extname(file))
}

function pick<Value>(table: Readonly<Record<string, Value>>, name: string): Value {
  const value = table[name]
  if (value === undefined) throw new Error(`no speech in ${name}`)
  return value
}
