import { setTimeout as wait } from 'node:timers/promises'
import { SingleBar } from 'cli-progress'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import type { ApiClient } from './api-client'

const digests = z.array(z.object({ name: z.string(), sha256: z.string() }))
const viewSchema = z.object({
  state: z.string(),
  written: z.number(),
  total: z.number(),
  error: z.string().nullable(),
  files: z.array(z.object({ name: z.string(), sha256: z.string().nullable() })),
  manifest: z.object({ annotations_digest: z.string().nullable(), files: digests }).nullable(),
})
export type ExportState = z.infer<typeof viewSchema>

/** Orders an export. */
export async function orderExport(client: ApiClient, projectId: string, options: unknown): Promise<string> {
  const body = JSON.stringify(options)
  const headers = { 'content-type': 'application/json' }
  const place = `/projects/${encodeURIComponent(projectId)}/exports`
  const { id } = await client.json(z.object({ id: z.string() }), 'POST', place, { headers, body })
  return id
}

/** Waits with a bar on standard error. */
export async function untilDone(client: ApiClient, id: string): Promise<ExportState> {
  const bar = new SingleBar({ format: '{bar} {value} of {total} tasks', stream: process.stderr, noTTYOutput: false })
  let started = false
  try {
    for (;;) {
      const view = await client.json(viewSchema, 'GET', `/exports/${id}`)
      if (!started && view.total > 0) bar.start(view.total, 0)
      started ||= view.total > 0
      if (started) bar.update(view.written)
      if (view.state === 'done') return view
      if (view.state !== 'queued' && view.state !== 'running')
        throw new AppError('unavailable', view.error ?? `The export was ${view.state}.`)
      await wait(250)
    }
  } finally {
    bar.stop()
  }
}
