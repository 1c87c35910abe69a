import { parquetReadObjects } from 'hyparquet'
import { expect, vi } from 'vitest'
import { system } from '../access/actor'
import { createExport } from './create-export'
import type { ExportOptions } from './export-options'
import type { Manifest } from './manifest-schema'
import { exportFile, readExport } from './read-export'

export interface MadeExport {
  id: string
  manifest: Manifest
}

/** Orders an export and waits for its end; it has to end well. */
export async function exported(projectId: string, options: ExportOptions): Promise<MadeExport> {
  const { id } = await createExport(system, projectId, options)
  const view = await vi.waitUntil(
    async () => {
      const now = await readExport(system, id)
      return ['done', 'failed', 'cancelled'].includes(now.state) ? now : false
    },
    { timeout: 20_000, interval: 10 },
  )
  expect(view).toMatchObject({ state: 'done', error: null })
  if (view.manifest === null) throw new Error('An export that is done has a manifest.')
  return { id, manifest: view.manifest }
}

export async function bytesOf(id: string, name: string): Promise<Buffer> {
  const { stream } = await exportFile(system, id, name)
  return Buffer.from(await new Response(stream).arrayBuffer())
}

/** Every row of an export's JSON Lines and Parquet files, file after file. */
export async function rowsOf({ id, manifest }: MadeExport): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = []
  for (const { name } of manifest.files) {
    const bytes = await bytesOf(id, name)
    if (name.endsWith('.jsonl')) rows.push(...lines(bytes.toString()))
    if (name.endsWith('.parquet')) rows.push(...(await parquetReadObjects({ file: new Uint8Array(bytes).buffer })))
  }
  return rows
}

function lines(text: string): Record<string, unknown>[] {
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
}
