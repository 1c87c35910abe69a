import 'server-only'
import type { DataFile } from '@/lib/core/dataset-card/dataset-facts'
import type { ExportContext, ExportedTask, Row, TableExporter } from '@/lib/core/export/contract'
import { wholeUnits } from '@/lib/core/export/shard-rows'
import type { StoredMedia } from '@/lib/core/task-type'
import type { ExportCount } from './export-count'
import type { ExportFolder } from './export-folder'
import { readMedia } from './export-media'
import { contextOf, type ExportPart, withoutMedia } from './export-parts'
import type { ExportTarget } from './export-target'
import type { PassingTask } from './passing-tasks'
import type { MadeStep } from './row-maker'
import { rowsPerTask } from './rows-per-task'
import { ShardedTable } from './sharded-table'

type Table = TableExporter<unknown, unknown, unknown>

export interface WrittenPart {
  part: ExportPart
  rows: number
  files: DataFile['name'][]
}

interface OpenPart {
  part: ExportPart
  table: ShardedTable
  context: ExportContext<unknown>
  /** Bytes of the media of the task at hand, by the name that its rows carry; only where rows hold them. */
  bytes: Map<string, Uint8Array>
}

const usualShard = 500_000

interface Writing {
  target: ExportTarget
  parts: ExportPart[]
  folder: ExportFolder
  count: ExportCount
}

/** The rows of all tasks, each in the table of its part. */
export async function writeTables(
  exporter: Table,
  writing: Writing,
  tasks: AsyncIterable<PassingTask[]>,
): Promise<WrittenPart[]> {
  const open = openParts(exporter, writing)
  const { filters, spec } = writing.target
  const embeds = isDataset(writing) && filters.includeMedia
  for await (const step of tasks) {
    for (const one of open) {
      const rows: Row[] = []
      for (const task of step) {
        if (task.exported.split !== one.part.split) continue
        const media = filters.includeMedia ? spec.mediaOf(task.exported.payload) : []
        if (embeds) await readBytes(media, one)
        rows.push(...rowsOf(exporter, rowsPerTask(task.exported, filters), one.context))
        if (embeds) await one.table.add(rows.splice(0))
        else for (const file of media) one.part.media.set(file.id, file)
        one.part.tasks += 1
        writing.count.note(task)
      }
      await one.table.add(rows)
    }
  }
  return finished(exporter, open, writing)
}

/** The same from rows that were made and encoded elsewhere. */
export async function writeMadeTables(
  exporter: Table,
  writing: Writing,
  steps: AsyncIterable<MadeStep>,
): Promise<WrittenPart[]> {
  const open = openParts(exporter, writing)
  for await (const { made, lines } of steps) {
    writing.count.digestLines(lines)
    for (const { part, tasks, rows } of made) {
      const one = open[part]
      if (one === undefined) throw new Error('Rows were made for a part that the export has not.')
      await one.table.addEncoded(rows)
      one.part.tasks += tasks
    }
  }
  return finished(exporter, open, writing)
}

function isDataset({ target }: Writing): boolean {
  return target.filters.layout === 'huggingface'
}

function openParts(exporter: Table, writing: Writing): OpenPart[] {
  const embeds = isDataset(writing) && writing.target.filters.includeMedia
  return writing.parts.map((part) => openPart(exporter, part, { ...writing, embeds }))
}

async function finished(exporter: Table, open: OpenPart[], writing: Writing): Promise<WrittenPart[]> {
  const written: WrittenPart[] = []
  // A split that a card names and that holds no row makes load_dataset refuse the whole folder: it gets no file. One table there is always.
  const someRows = open.some(({ table }) => table.rows > 0)
  for (const { part, table } of open) {
    const hasFile = !isDataset(writing) || table.rows > 0 || !someRows
    written.push({ part, rows: table.rows, files: hasFile ? await table.finish() : [] })
  }
  await writeBeside(exporter, written, open, writing)
  return written
}

function openPart(
  exporter: Table,
  part: ExportPart,
  { target, folder, count, embeds }: Writing & { embeds: boolean },
): OpenPart {
  const { filters, config, project, form } = target
  const inDataset = filters.layout === 'huggingface'
  const bytes: OpenPart['bytes'] = new Map()
  const columns = exporter.columns(config)
  const shape = {
    form: form ?? 'jsonl',
    columns: inDataset && !embeds ? withoutMedia(columns) : columns,
    style: inDataset ? 'dataset' : 'plain',
    tally: count,
    media: (name: string) => {
      const found = bytes.get(name)
      return found === undefined ? null : { bytes: found, path: name.replace(/^media\//, '') }
    },
  } as const
  const table = new ShardedTable(folder, shape, {
    stem: inDataset ? `data/${part.split ?? 'train'}` : `${part.prefix}${exporter.file}`,
    mostRows: wholeUnits(filters.shardRows ?? usualShard, exporter),
    alwaysNumbered: inDataset,
  })
  const shared = { config, projectName: project.name, tally: count, choices: { ties: filters.ties } }
  return { part, table, context: contextOf(shared, part, filters.includeMedia), bytes }
}

function rowsOf(
  exporter: Table,
  tasks: readonly ExportedTask<unknown, unknown>[],
  context: ExportContext<unknown>,
): Row[] {
  return tasks.flatMap((task) => exporter.rows(task, context))
}

async function readBytes(media: readonly StoredMedia[], { bytes, part }: OpenPart): Promise<void> {
  bytes.clear()
  for (const file of media) bytes.set(part.places.placeOf(file), await readMedia(file))
}

/** A dataset folder says all that such files say in its card. */
async function writeBeside(
  exporter: Table,
  written: readonly WrittenPart[],
  [first]: readonly OpenPart[],
  writing: Writing,
): Promise<void> {
  if (isDataset(writing) || first === undefined || exporter.beside === undefined) return
  for (const chunk of exporter.beside(
    written.flatMap(({ files }) => files),
    first.context,
  ))
    await writing.folder.write(chunk)
}
