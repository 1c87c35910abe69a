import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { system } from '../access/actor'
import { createExport } from '../exports/create-export'
import { exportFile, readExport } from '../exports/read-export'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { decide } from './decide'
import { nextReview } from './next-review'
import { givenDispute, names } from './review.fixture'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-verdicts-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

/** The rows of the one JSON Lines file of an export. */
async function rowsOf(projectId: string, options: { format: string; adjudicated?: 'prefer' | 'only' | 'ignore' }) {
  const { id } = await createExport(system, projectId, { form: 'jsonl', ...options })
  const view = await vi.waitUntil(
    async () => {
      const now = await readExport(system, id)
      return ['done', 'failed'].includes(now.state) ? now : false
    },
    { timeout: 20_000, interval: 20 },
  )
  expect(view).toMatchObject({ state: 'done', error: null })
  const file = view.manifest?.files.find(({ name }) => name.endsWith('.jsonl'))
  const { stream } = await exportFile(system, id, file?.name ?? '')
  const text = await new Response(stream).text()
  return text
    .trimEnd()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line))
}

describeOnEachEngine('what a reviewer decided', (engine) => {
  test('goes into exports with its answer, how and by whom, and every answer stays beside it', async () => {
    await freshDatabase(engine)
    const { reviewer, projectId } = await givenDispute(3)
    const [first, second, third] = await nextReview(reviewer.actor, { projectId, count: 3 })
    if (!first || !second || !third) throw new Error('Three tasks were disputed.')
    const neutral = first.answers.find(({ answer }) => JSON.stringify(answer).includes('neutral'))?.letter ?? ''
    const accept = { how: 'accepted' as const, annotation: neutral, basis: first.basis, note: 'Both sides' }
    await decide(reviewer.actor, first.taskId, accept)
    await decide(reviewer.actor, second.taskId, { how: 'merged', answer: { label: 'positive' } })
    await decide(reviewer.actor, third.taskId, { how: 'anew', answer: { label: 'negative' } })

    const raw = await rowsOf(projectId, { format: 'raw' })
    expect(raw).toHaveLength(9)
    const hows = new Set(raw.map((row) => /accepted|merged|anew/.exec(JSON.stringify(row))?.[0]))
    expect([...hows].sort()).toEqual(['accepted', 'anew', 'merged'])
    expect(JSON.stringify(raw)).toContain('Both sides')
    for (const name of [...names, reviewer.name]) expect(JSON.stringify(raw)).not.toContain(name)

    const labels = await rowsOf(projectId, { format: 'labels' })
    expect(labels.map((row) => row.label).sort()).toEqual(['negative', 'neutral', 'positive'])
    // Three different answers a task decide nothing by themselves.
    expect(await rowsOf(projectId, { format: 'labels', adjudicated: 'only' })).toHaveLength(3)
  })
})
