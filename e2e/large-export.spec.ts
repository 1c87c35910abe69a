import { createHash } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { z } from 'zod'
import { ask, givenBatch, givenLabeler, type Installation, install } from './support/installation'
import { startServer } from './support/server'

/** More than are exported in the server itself. */
const texts = 2_500

let installation: Installation
test.beforeAll(async () => {
  installation = await install()
})
test.afterAll(() => installation.stop())

const idReply = z.object({ id: z.string() })
const viewReply = z.object({
  state: z.string(),
  error: z.string().nullable(),
  manifest: z
    .object({
      counts: z.record(z.string(), z.number()),
      left_out: z.record(z.string(), z.number()),
      files: z.array(z.object({ name: z.string(), sha256: z.string() })),
    })
    .nullable(),
})
const claimed = z.object({ assignments: z.array(z.object({ id: z.string() })) })

test('a large export is finished after a crash, by itself, and holds what was said', async () => {
  const lines = Array.from({ length: texts }, (_, n) => ({ id: `t${n}`, text: `Text number ${n}` }))
  const { projectId, batchId } = await givenBatch(installation, { name: 'Many texts', taskType: 'sentiment' }, lines)
  const labeler = await givenLabeler(installation, 'Amina Rahimi')
  for (let n = 0; n < 12; n += 1) {
    const { assignments } = await ask(labeler.api, 'POST', '/api/v1/queue/claim', { batchId }, claimed)
    const sent = { answer: { label: n % 3 === 0 ? 'negative' : 'positive' }, timeSpentMs: 1500 }
    await ask(labeler.api, 'PUT', `/api/v1/assignments/${assignments[0]?.id}/annotation`, sent, z.unknown())
  }

  const { api } = installation.admin
  const order = { format: 'raw', form: 'jsonl', split: { train: 0.5, validation: 0, test: 0.5, seed: '1' } }
  const { id } = await ask(api, 'POST', `/api/v1/projects/${projectId}/exports`, order, idReply)
  const { dataFolder, url, stop } = installation.server
  await stop('SIGKILL')
  installation.server = await startServer({ dataFolder, port: Number(new URL(url).port) })

  const finished = async () => {
    const view = await ask(api, 'GET', `/api/v1/exports/${id}`, null, viewReply)
    return view.state === 'queued' || view.state === 'running' ? null : view
  }
  await expect.poll(finished, { timeout: 60_000 }).not.toBeNull()
  const view = await finished()
  expect(view).toMatchObject({ state: 'done', error: null })
  const { manifest } = viewReply.parse(view)
  expect(manifest).toMatchObject({
    counts: { tasks_exported: 12, annotations_exported: 12, annotators_exported: 1 },
    left_out: { not_annotated: texts - 12 },
  })
  const rows: unknown[] = []
  for (const { name, sha256 } of manifest?.files ?? []) {
    const response = await api.get(`/api/v1/exports/${id}/files/${encodeURIComponent(name)}`)
    const body = await response.body()
    expect(createHash('sha256').update(body).digest('hex'), name).toBe(sha256)
    rows.push(...body.toString().trimEnd().split('\n').filter(Boolean))
  }
  expect(rows).toHaveLength(12)
})
