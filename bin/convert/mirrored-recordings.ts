import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { readRows } from '@/bin/read-rows'
import { AppError } from '@/lib/core/errors'
import type { FormatTally } from '@/lib/core/formats/format-file'
import { type Recording, transcriptOf } from '@/lib/core/formats/recordings'
import type { ImportSource, Mirror, SourceRow } from '@/lib/core/import-formats/mirror'
import { readText } from './read-source'

const answerSchema = z.object({
  text: z.string(),
  segments: z
    .array(
      z.object({
        start: z.number(),
        end: z.number(),
        text: z.string(),
        speaker: z
          .string()
          .nullish()
          .transform((speaker) => speaker ?? null),
      }),
    )
    .optional(),
})
const taskSchema = z.object({ audio: z.string() })

/** What a reader of imports makes of a table or a folder, as recordings. @throws AppError `bad-input` naming the line */
export async function mirroredRecordings(file: string, mirror: Mirror, tally: FormatTally): Promise<Recording[]> {
  const recordings: Recording[] = []
  for await (const task of mirror.read(sourceAt(file), tally, 'transcription')) {
    if ('problem' in task) {
      const { field, message } = task.problem
      throw new AppError('bad-input', `${place(task)}${field === '' ? '' : `, field “${field}”`}: ${message}`, {
        detail: { line: task.line },
      })
    }
    const { audio } = taskSchema.parse(task.task)
    const answers = (task.annotations ?? []).map(({ annotator, answer }) => {
      const { text, segments } = answerSchema.parse(answer)
      return segments === undefined ? { annotator, text, segments: null } : transcriptOf(segments, annotator)
    })
    recordings.push({ item: audio, audio, duration: null, answers })
  }
  return recordings
}

function place({ line, excerpt }: { line: number; excerpt: string }): string {
  return excerpt === '' ? `line ${line}` : `“${excerpt}”`
}

/** A file, or a folder with all below it, as readers of imports see what was sent. */
function sourceAt(given: string): ImportSource {
  const found = statSync(given, { throwIfNoEntry: false })
  if (!found) throw new AppError('bad-input', 'there is no such file.')
  const isFolder = found.isDirectory()
  const root = isFolder ? given : path.dirname(given)
  const files = isFolder ? filesBelow(root) : [path.basename(given)]
  return {
    files,
    tables: isFolder ? [] : files,
    rows: (file) => rowsOf(path.join(root, file)),
    parts: () => {
      throw new Error('no document is read so')
    },
    text: async (file) => readText(path.join(root, file)),
    imageSize: async () => null,
  }
}

function filesBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort()
}

async function* rowsOf(file: string): AsyncIterable<SourceRow> {
  if (file.toLowerCase().endsWith('.tsv')) {
    yield* tabbedRows(readText(file))
    return
  }
  for await (const { fields, line } of readRows(file)) yield { line, excerpt: '', characters: 0, value: fields }
}

/** Tables of speech quote nothing: a quote is a letter like any other. */
function* tabbedRows(text: string): Iterable<SourceRow> {
  const [head = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const columns = head.split('\t')
  for (const [index, content] of lines.entries()) {
    if (content === '') continue
    const cells = content.split('\t')
    const line = index + 2
    if (cells.length !== columns.length)
      throw new AppError(
        'bad-input',
        `line ${line}: this row has ${cells.length} cells, the header ${columns.length}.`,
        {
          detail: { line },
        },
      )
    const value = Object.fromEntries(columns.map((column, place) => [column, cells[place] || null]))
    yield { line, excerpt: '', characters: content.length, value }
  }
}
