import { beforeEach, expect, test } from 'vitest'
import { taskTypes } from '@/lib/task-types/registry'
import { givenAnswer } from '../agreement/answers.fixture'
import { db } from '../db/db'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { checkTasks } from './check-tasks'
import { listTasks } from './list-tasks'
import { readTask } from './read-task'

async function givenStudy(tasks: number) {
  const manager = await givenUser({ role: 'manager' })
  const labeler = await givenUser({ name: 'Ann' })
  const project = await givenProject({
    config: taskTypes.sentiment.defaultConfig,
    members: [{ userId: manager.id, role: 'manager' }],
  })
  const batch = await givenBatch({ projectId: project.id, tasks, overlap: 2 })
  return { manager: manager.actor, labeler, project, batch, taskId: batch.taskIds[0] ?? '' }
}

function file(text: string) {
  const body = new Blob([text]).stream()
  return { body, contentType: 'application/x-ndjson', expectedBytes: text.length }
}

describeOnEachEngine('the tasks of a project', (engine) => {
  beforeEach(() => freshDatabase(engine))

  test('a list goes through every task once, page after page', async () => {
    const { manager, batch } = await givenStudy(120)
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof listTasks>> = await listTasks(manager, batch.id, { after })
      seen.push(...page.tasks.map(({ id }) => id))
      after = page.next
    } while (after !== null)
    expect(seen).toHaveLength(120)
    expect(new Set(seen)).toEqual(new Set(batch.taskIds))
  })

  test('a list shows the tasks of one state only', async () => {
    const { manager, labeler, batch, taskId } = await givenStudy(3)
    await givenAnswer(taskId, labeler.id, { label: 'positive' })
    const begun = await listTasks(manager, batch.id, { state: 'begun' })
    expect(begun.tasks.map(({ id }) => id)).toEqual([taskId])
    expect((await listTasks(manager, batch.id, { state: 'waiting' })).tasks).toHaveLength(2)
    expect((await listTasks(manager, batch.id, { state: 'done' })).tasks).toEqual([])
  })

  test('a labeler sees neither the list nor what others answered', async () => {
    const { labeler, batch, taskId } = await givenStudy(1)
    await expect(listTasks(labeler.actor, batch.id)).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(readTask(labeler.actor, taskId)).rejects.toMatchObject({ code: 'not-allowed' })
  })

  test('a manager of another project finds no such task', async () => {
    const { taskId } = await givenStudy(1)
    const stranger = await givenUser({ role: 'manager' })
    await expect(readTask(stranger.actor, taskId)).rejects.toMatchObject({ code: expect.stringMatching(/^not-/) })
  })

  test('a task comes with every answer, and agreement only from two on', async () => {
    const { manager, labeler, taskId } = await givenStudy(1)
    await givenAnswer(taskId, labeler.id, { label: 'positive' })
    expect(await readTask(manager, taskId)).toMatchObject({
      agreement: null,
      answers: [{ labeler: 'Ann', summary: 'Positive' }],
    })
    await givenAnswer(taskId, (await givenUser()).id, { label: 'negative' })
    expect(await readTask(manager, taskId)).toMatchObject({ agreement: 0 })
  })

  test('checking a file names its bad lines and keeps nothing', async () => {
    const { manager, project } = await givenStudy(1)
    const before = [await db.task.count(), await db.batch.count(), await db.import.count()]
    const report = await checkTasks(manager, project.id, file('{"text":"good"}\n{"body":"bad"}\n'))
    expect(report).toMatchObject({ imported: 1, rejectedCount: 1, lines: 2, dryRun: true })
    expect(report.rejected[0]).toMatchObject({ line: 2, field: 'text' })
    expect([await db.task.count(), await db.batch.count(), await db.import.count()]).toEqual(before)
  })

  test('a labeler cannot check files', async () => {
    const { labeler, project } = await givenStudy(1)
    await expect(checkTasks(labeler.actor, project.id, file('{"text":"a"}\n'))).rejects.toMatchObject({
      code: 'not-allowed',
    })
  })
})
