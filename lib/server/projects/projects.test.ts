import { beforeAll, expect, test } from 'vitest'
import { createBatch, listBatches, readBatch, setBatchStatus, updateBatch } from '@/lib/server/batches/batches'
import { db } from '@/lib/server/db/db'
import { claimNext } from '@/lib/server/queue/claim'
import { submitAnnotation } from '@/lib/server/queue/submit'
import { describeOnEachEngine, freshDatabase } from '@/lib/server/testing/engines'
import { type GivenUser, givenBatch, givenProject, givenUser } from '@/lib/server/testing/given'
import { taskTypes } from '@/lib/task-types/registry'
import { addMember, listMembers, removeMember } from './members'
import {
  createProject,
  deleteProject,
  listGuidelines,
  listProjects,
  publishGuidelines,
  readProject,
  updateProject,
} from './projects'

describeOnEachEngine('projects', (engine) => {
  let admin: GivenUser
  let manager: GivenUser
  let labeler: GivenUser

  beforeAll(async () => {
    await freshDatabase(engine)
    admin = await givenUser({ role: 'admin' })
    manager = await givenUser({ role: 'manager' })
    labeler = await givenUser()
  })

  const make = (access: 'everyone' | 'members' = 'everyone') =>
    createProject(manager.actor, { name: 'Mood', taskType: 'sentiment', access })

  test('who makes a project becomes its manager', async () => {
    const { id } = await make()
    expect(await listMembers(manager.actor, id)).toMatchObject([{ userId: manager.id, role: 'manager' }])
  })

  test('a project has a config its task type allows, or is not made', async () => {
    const before = await db.project.count()
    await expect(
      createProject(manager.actor, { name: 'x', taskType: 'sentiment', config: { labels: 'none' } }),
    ).rejects.toMatchObject({ code: 'bad-input' })
    await expect(createProject(manager.actor, { name: 'x', taskType: 'telepathy' })).rejects.toMatchObject({
      code: 'bad-input',
    })
    await expect(createProject(manager.actor, { name: 'x', taskType: '__proto__' })).rejects.toMatchObject({
      code: 'bad-input',
    })
    expect(await db.project.count()).toBe(before)
  })

  test('a labeler reads name, config and guidelines, and not how quality is watched', async () => {
    const { id } = await make()
    const seen = await readProject(labeler.actor, id)
    expect(Object.keys(seen)).not.toContain('defaultOverlap')
    expect(Object.keys(seen)).not.toContain('access')
    expect(await readProject(manager.actor, id)).toMatchObject({ defaultOverlap: 3, access: 'everyone' })
  })

  test('a changed config is a new version, an unchanged one is not, and a refused one changes nothing', async () => {
    const { id, config } = await make()
    expect(await updateProject(manager.actor, id, { config })).toMatchObject({ configVersion: 1 })
    const asked = Object.assign({}, config, { question: 'How does it sound?' })
    expect(await updateProject(manager.actor, id, { config: asked })).toMatchObject({ configVersion: 2, config: asked })
    await expect(updateProject(manager.actor, id, { config: 7 })).rejects.toMatchObject({ code: 'bad-input' })
    const versions = await db.projectConfig.findMany({ where: { projectId: id } })
    expect(versions.map(({ version }) => version).sort()).toEqual([1, 2])
  })

  test('guidelines are numbered, and older versions stay', async () => {
    const { id } = await make()
    const published = await Promise.all(
      ['one', 'two', 'three'].map((markdown) => publishGuidelines(manager.actor, id, { markdown })),
    )
    expect(published.map(({ version }) => version).sort()).toEqual([1, 2, 3])
    expect((await listGuidelines(labeler.actor, id)).map(({ version }) => version)).toEqual([3, 2, 1])
  })

  test('a list shows the projects one has a role in, and what one is there', async () => {
    const [open, closed] = [await make(), await make('members')]
    const rolesOf = async (user: GivenUser) =>
      new Map((await listProjects(user.actor)).map(({ id, role }) => [id, role]))
    const seen = await rolesOf(labeler)
    expect(seen.get(open.id)).toBe('labeler')
    expect(seen.has(closed.id)).toBe(false)
    expect((await rolesOf(manager)).get(closed.id)).toBe('manager')
    expect((await rolesOf(admin)).get(closed.id)).toBe('admin')
  })

  test('a member never becomes more than the installation lets them be', async () => {
    const { id } = await make('members')
    await expect(addMember(manager.actor, id, { userId: labeler.id, role: 'reviewer' })).rejects.toMatchObject({
      code: 'bad-input',
    })
    await addMember(manager.actor, id, { userId: labeler.id, role: 'labeler' })
    await expect(readProject(labeler.actor, id)).resolves.toBeDefined()
    await removeMember(manager.actor, id, labeler.id)
    await expect(readProject(labeler.actor, id)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('a deleted project is gone for everyone, its rows are not', async () => {
    const { id } = await make()
    await deleteProject(admin.actor, id)
    for (const person of [admin, manager, labeler])
      await expect(readProject(person.actor, id)).rejects.toMatchObject({ code: 'not-found' })
    expect(await db.project.count({ where: { id } })).toBe(1)
  })

  test('a batch takes the project’s overlap, unless it has its own, and may change it with tasks in it', async () => {
    const { id } = await make()
    await updateProject(manager.actor, id, { defaultOverlap: 5 })
    const batch = await createBatch(manager.actor, id, { name: 'one' })
    expect(batch.overlap).toBe(5)
    expect(await updateBatch(manager.actor, batch.id, { overlap: 2 })).toMatchObject({ overlap: 2 })
    const filled = await givenBatch({ projectId: id, tasks: 1 })
    expect(await updateBatch(manager.actor, filled.id, { overlap: 4 })).toMatchObject({ overlap: 4 })
    expect(await db.task.findMany({ where: { batchId: filled.id } })).toMatchObject([{ overlap: 4, free: 4 }])
  })

  test('a batch for some people names active accounts only', async () => {
    const { id } = await make()
    await expect(createBatch(manager.actor, id, { name: 'x', labelers: [labeler.id, 'nobody'] })).rejects.toMatchObject(
      { code: 'bad-input' },
    )
    const batch = await createBatch(manager.actor, id, { name: 'x', labelers: [labeler.id, labeler.id] })
    expect(batch.restricted).toBe(true)
    expect(await updateBatch(manager.actor, batch.id, { labelers: null })).toMatchObject({ restricted: false })
  })

  test('progress counts what was answered, and pausing stops claims', async () => {
    const project = await givenProject({
      config: taskTypes.sentiment.defaultConfig,
      members: [{ userId: manager.id, role: 'manager' }],
    })
    const batch = await givenBatch({ projectId: project.id, tasks: 2, overlap: 1 })
    const [first] = await claimNext(labeler.actor, { batchId: batch.id, count: 1 })
    expect(await readBatch(manager.actor, batch.id)).toMatchObject({
      progress: { tasks: 2, completed: 0, submitted: 0, wanted: 2, open: 1 },
    })
    await submitAnnotation(labeler.actor, first?.id ?? '', { answer: { label: 'positive' }, timeSpentMs: 1 })
    expect(await listBatches(manager.actor, project.id)).toMatchObject([
      { progress: { completed: 1, submitted: 1, open: 0 } },
    ])
    await setBatchStatus(manager.actor, batch.id, 'paused')
    expect(await claimNext(labeler.actor, { batchId: batch.id, count: 1 })).toEqual([])
    await setBatchStatus(manager.actor, batch.id, 'active')
    expect(await claimNext(labeler.actor, { batchId: batch.id, count: 1 })).toHaveLength(1)
  })
})
