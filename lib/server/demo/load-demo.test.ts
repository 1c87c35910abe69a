import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { system } from '../access/actor'
import { db } from '../db/db'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenUser } from '../testing/given'
import { loadDemo } from './load-demo'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-demo-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

describeOnEachEngine('the demo', (engine) => {
  beforeEach(() => freshDatabase(engine))

  test('every type has a project with guidelines and all its lines, once however often it is loaded', async () => {
    const [first, second] = await Promise.all([loadDemo(system), loadDemo(system)])
    expect(second).toEqual(first)
    expect(await loadDemo(system)).toEqual({ projects: first.projects, isNew: false })
    const projects = await db.project.findMany({ include: { batches: true, guidelines: true } })
    const sizes = Object.fromEntries(
      projects.map(({ taskType, batches }) => [taskType, batches.map(({ taskCount }) => taskCount)]),
    )
    expect(sizes).toEqual({
      sentiment: [150],
      preference: [100],
      ranking: [40],
      'bounding-box': [6],
      transcription: [4],
    })
    for (const { guidelines, batches } of projects) {
      expect(guidelines).toHaveLength(1)
      expect(batches).toMatchObject([{ overlap: 3, status: 'active', hasOpen: true }])
    }
    expect(await db.task.count({ where: { isGold: true } })).toBe(15)
    expect(await db.media.count()).toBe(10)
  })

  test('a load that was interrupted goes on where it stopped', async () => {
    const { projects } = await loadDemo(system)
    const row = await db.setting.findUniqueOrThrow({ where: { key: 'demo' } })
    const state = JSON.parse(row.value)
    state.sentiment.loaded = false
    delete state.preference
    await db.project.delete({ where: { id: projects.preference ?? '' } })
    await db.setting.update({ where: { key: 'demo' }, data: { value: JSON.stringify(state) } })
    expect(await loadDemo(system)).toMatchObject({ isNew: true })
    expect(await db.task.count()).toBe(300)
    expect(await db.project.count()).toBe(5)
  })

  test('only an admin loads it', async () => {
    for (const role of ['labeler', 'reviewer', 'manager'] as const) {
      const { actor } = await givenUser({ role })
      await expect(loadDemo(actor)).rejects.toMatchObject({ status: 403 })
    }
    expect(await db.project.count()).toBe(0)
  })
})
