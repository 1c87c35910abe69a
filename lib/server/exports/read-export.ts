import 'server-only'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '@/lib/core/errors'
import type { Export } from '@/prisma/generated/sqlite/client'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { audited } from '../audit/audited'
import { db } from '../db/db'
import { contentDisposition } from '../media/content-disposition'
import { asWebStream } from '../media/media-response'
import { exportFolder, removeExport } from './export-folder'
import { type ExportFilters, type ExportState, exportOptionsSchema, exportStates } from './export-options'
import { type Manifest, manifestSchema } from './manifest-schema'

export interface ExportView {
  id: string
  projectId: string
  format: string
  filters: ExportFilters
  state: ExportState
  /** Tasks read, and to read. */
  written: number
  total: number
  error: string | null
  /** What can be downloaded: `all.zip`, `manifest.json` and the files of the manifest. */
  files: { name: string; bytes: number; sha256: string | null }[]
  manifest: Manifest | null
  createdAt: string
  finishedAt: string | null
}

export async function readExport(actor: Actor, exportId: string): Promise<ExportView> {
  await assertCan(actor, 'read-export', { exportId })
  return viewOf(await db.export.findUniqueOrThrow({ where: { id: exportId } }))
}

/** Newest first; `cursor` is the id of the last one already shown. */
export async function listExports(
  actor: Actor,
  projectId: string,
  { cursor = null, take = 50 }: { cursor?: string | null; take?: number } = {},
): Promise<{ exports: ExportView[]; next: string | null }> {
  await assertCan(actor, 'read-export', { projectId })
  const size = Math.min(Math.max(Math.trunc(take), 1), 200)
  const rows = await db.export.findMany({
    where: { projectId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: size + 1,
    ...(cursor === null ? {} : { cursor: { id: cursor }, skip: 1 }),
  })
  const shown = await Promise.all(rows.slice(0, size).map(viewOf))
  return { exports: shown, next: rows.length > size ? (shown.at(-1)?.id ?? null) : null }
}

/** One file of a finished export, `manifest.json` or `all.zip`. */
export async function exportFile(
  actor: Actor,
  exportId: string,
  name: string,
): Promise<{ name: string; bytes: number; mime: string; stream: ReadableStream<Uint8Array> }> {
  const view = await readExport(actor, exportId)
  if (view.state !== 'done') throw new AppError('conflict', 'This export is not ready. Read its state first.')
  const file = view.files.find((known) => known.name === name)
  if (file === undefined) throw new AppError('not-found', `This export has no file “${name}”.`)
  const stream = createReadStream(path.join(exportFolder(exportId), file.name))
  return { name, bytes: file.bytes, mime: mimeOf(name), stream: asWebStream(stream) }
}

/** The same as an HTTP answer. */
export async function exportFileResponse(actor: Actor, exportId: string, name: string): Promise<Response> {
  const file = await exportFile(actor, exportId, name)
  const headers = {
    'Content-Type': file.mime,
    'Content-Length': String(file.bytes),
    'Content-Disposition': contentDisposition('attachment', file.name),
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
  }
  return new Response(file.stream, { headers })
}

/** Removes the files; what was exported, and its digests, stay on record. */
export async function deleteExport(actor: Actor, exportId: string): Promise<void> {
  await assertCan(actor, 'delete-export', { exportId })
  const { projectId, state } = await db.export.findUniqueOrThrow({ where: { id: exportId } })
  if (state === 'queued' || state === 'running')
    throw new AppError('conflict', 'This export is under way. Cancel it first.')
  await audited(actor, async () => ({
    value: null,
    entry: { action: 'export.delete', subjectType: 'export', subjectId: exportId, projectId },
  }))
  await removeExport(exportId)
}

async function viewOf(row: Export): Promise<ExportView> {
  const manifest = row.manifest === null ? null : manifestSchema.parse(JSON.parse(row.manifest))
  const { id, projectId, format, written, total, error } = row
  return {
    id,
    projectId,
    format,
    filters: exportOptionsSchema.parse(JSON.parse(row.filters)),
    state: exportStates.find((state) => state === row.state) ?? 'failed',
    written: row.state === 'done' ? total : written,
    total,
    error,
    files: manifest === null ? [] : await filesOf(id, manifest),
    manifest,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}

/** None once the export was deleted. */
async function filesOf(id: string, manifest: Manifest): Promise<ExportView['files']> {
  const added = await Promise.all(['all.zip', 'manifest.json'].map((name) => sizeOf(id, name)))
  const present = added.flatMap((file) => (file === null ? [] : [file]))
  return present.length === 0 ? [] : [...present, ...manifest.files]
}

async function sizeOf(id: string, name: string): Promise<{ name: string; bytes: number; sha256: null } | null> {
  const found = await stat(path.join(exportFolder(id), name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return found === null ? null : { name, bytes: found.size, sha256: null }
}

const mimes: Record<string, string> = {
  '.zip': 'application/zip',
  '.json': 'application/json',
  '.jsonl': 'application/x-ndjson',
  '.csv': 'text/csv; charset=utf-8',
  '.tsv': 'text/tab-separated-values; charset=utf-8',
  '.parquet': 'application/vnd.apache.parquet',
  '.vtt': 'text/vtt; charset=utf-8',
  '.srt': 'application/x-subrip; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.yaml': 'application/yaml; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
}

function mimeOf(name: string): string {
  return mimes[path.extname(name).toLowerCase()] ?? 'application/octet-stream'
}
