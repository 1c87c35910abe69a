import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { taskTypes } from '@/lib/task-types/registry'
import { system } from '../access/actor'
import { db } from '../db/db'
import { claimNext } from '../queue/claim'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { listUsers } from '../users/users'
import { importTasks } from './import-tasks'
import { recoverImports } from './recover-imports'

const folder = await mkdtemp(path.join(tmpdir(), 'concord-answers-'))
process.env.CONCORD_DATA = folder
afterAll(() => rm(folder, { recursive: true, force: true }))

const ndjson = 'application/x-ndjson'

async function* bodyOf(content: string) {
  yield Buffer.from(content)
}

async function textBatch(overlap = 3) {
  const project = await givenProject({ taskType: 'sentiment', config: taskTypes.sentiment?.defaultConfig })
  const batch = await givenBatch({ projectId: project.id, tasks: 0, overlap })
  return { projectId: project.id, batchId: batch.id }
}

/** A line of the archive. */
function answered(id: string, annotator: string, label: string, more: object = {}) {
  const row = {
    task_id: `task-${id}`,
    id,
    payload: { text: `Text ${id}` },
    annotation_id: `${id}-${annotator}`,
    annotator,
    answer: { label },
    shown_order: [],
    time_spent_ms: 4200,
    created_at: '2025-03-01T12:00:00.000Z',
    gold: null,
    meta: { source: 'forum' },
    ...more,
  }
  return `${JSON.stringify(row)}\n`
}

const file = [
  answered('a', 'ada', 'positive'),
  answered('a', 'ben', 'negative'),
  answered('b', 'ada', 'neutral', { gold: { label: 'neutral' } }),
].join('')

const send = (batchId: string, content: string, options: object = {}) =>
  importTasks(system, batchId, { body: bodyOf(content), contentType: ndjson, ...options })

describeOnEachEngine('answers that a file brings', (engine) => {
  beforeEach(async () => {
    await freshDatabase(engine)
  })

  test('annotations come in with annotator, time and answer, and take their places', async () => {
    const { batchId } = await textBatch(3)
    const result = await send(batchId, file, { answers: 'annotations' })
    expect(result).toMatchObject({
      format: 'raw',
      imported: 2,
      answers: { use: 'annotations', tasks: 2, annotations: 3, annotators: ['ada', 'ben'], annotatorCount: 2 },
    })
    const tasks = await db.task.findMany({ include: { content: true }, orderBy: { externalId: 'asc' } })
    expect(tasks).toMatchObject([
      { externalId: 'a', lane: 1, overlap: 3, submitted: 2, free: 1, isGold: false, content: { prelabel: null } },
      { externalId: 'b', lane: 1, overlap: 3, submitted: 1, free: 2, isGold: true, content: { prelabel: null } },
    ])
    const annotations = await db.annotation.findMany({ include: { assignment: { include: { labeler: true } } } })
    expect(
      annotations.map(({ answer, assignment }) => [assignment.labeler.name, JSON.parse(answer).label]).sort(),
    ).toEqual([
      ['ada', 'neutral'],
      ['ada', 'positive'],
      ['ben', 'negative'],
    ])
    expect(annotations[0]).toMatchObject({ timeSpentMs: 4200, createdAt: new Date('2025-03-01T12:00:00.000Z') })
    const tallies = await db.batchTally.findMany({ where: { batchId } })
    expect(tallies.map(({ submitted }) => submitted).sort()).toEqual([1, 2])
  })

  test('people of a file are people of their project only: without password, disabled, in no list, and found again by name', async () => {
    const admin = await givenUser({ role: 'admin', name: 'Root' })
    const { batchId, projectId } = await textBatch()
    await send(batchId, file, { answers: 'annotations' })
    await send(batchId, answered('c', 'ada', 'positive'), { answers: 'annotations' })
    const other = await textBatch()
    await send(other.batchId, answered('a', 'ada', 'positive'), { answers: 'annotations' })
    const people = await db.user.findMany({ where: { importedFor: { not: null } } })
    expect(people.map(({ name, importedFor }) => [name, importedFor === projectId]).sort()).toEqual([
      ['ada', false],
      ['ada', true],
      ['ben', true],
    ])
    for (const person of people) {
      expect(person).toMatchObject({ role: 'labeler', passwordHash: null, disabledAt: expect.any(Date) })
      expect(person.email).toMatch(/^imported-[0-9a-f]{32}@.*\.invalid$/)
    }
    expect((await listUsers(admin.actor)).map(({ name }) => name)).toEqual(['Root'])
  })

  test('a task holds as many places as it has answers, and no more than twenty', async () => {
    const { batchId } = await textBatch(1)
    const by = (count: number, id: string) =>
      Array.from({ length: count }, (_, i) => answered(id, `person ${i}`, 'positive')).join('')
    const result = await send(batchId, by(20, 'full') + by(21, 'over') + answered('last', 'ada', 'neutral'), {
      answers: 'annotations',
    })
    expect(result).toMatchObject({ imported: 2, rejectedCount: 1 })
    expect(result.rejected).toMatchObject([
      { line: 21, field: 'annotations', message: expect.stringContaining('21 people') },
    ])
    const full = await db.task.findFirstOrThrow({ where: { externalId: 'full' } })
    expect(full).toMatchObject({ overlap: 20, submitted: 20, free: 0 })
  })

  test('an answer from the future is one of now', async () => {
    const { batchId } = await textBatch()
    await send(batchId, answered('a', 'ada', 'positive', { created_at: '2999-01-01T00:00:00Z' }), {
      answers: 'annotations',
    })
    const annotation = await db.annotation.findFirstOrThrow()
    expect(annotation.createdAt.getTime()).toBeLessThanOrEqual(Date.now())
  })

  test('a file that names people by the thousand is refused, unless its answers are left out', async () => {
    const { batchId } = await textBatch()
    const many = Array.from({ length: 10_020 }, (_, i) =>
      answered(`t${Math.floor(i / 10)}`, `person ${i}`, 'positive'),
    ).join('')
    await expect(send(batchId, many, { answers: 'annotations' })).rejects.toThrow(
      /10,000 annotators.*Nothing was imported\.$/,
    )
    expect(await db.user.count()).toBe(0)
    expect(await send(batchId, many, { answers: 'ignore' })).toMatchObject({ imported: 1002 })
  })

  test('a suggestion is the first draft of whoever gets the task, and says that it is one', async () => {
    const { batchId } = await textBatch(2)
    const labeler = await givenUser()
    const votes = [answered('a', 'ada', 'negative'), answered('a', 'ben', 'positive'), answered('a', 'cyd', 'positive')]
    await send(batchId, votes.join(''), { answers: 'prelabel' })
    expect(await db.annotation.count()).toBe(0)
    expect(await db.user.count({ where: { importedFor: { not: null } } })).toBe(0)
    const [assignment] = await claimNext(labeler.actor, { batchId, count: 1 })
    expect(assignment).toMatchObject({ draft: { label: 'positive' }, draftRevision: 0, suggested: true })
  })

  test('the type’s own lines may carry a suggestion; one that is no answer refuses its line', async () => {
    const { batchId } = await textBatch(1)
    const labeler = await givenUser()
    const lines = [
      { id: 'a', text: 'x', prelabel: { label: 'neutral' } },
      { id: 'b', text: 'y', prelabel: { label: 'grumpy' } },
      { id: 'c', text: 'z' },
    ]
    const result = await send(batchId, lines.map((line) => JSON.stringify(line)).join('\n'))
    expect(result).toMatchObject({ format: 'tasks', imported: 2, rejected: [{ line: 2, field: 'answer.label' }] })
    const got = await claimNext(labeler.actor, { batchId, count: 2 })
    expect(got.map(({ suggested, draft }) => [suggested, draft])).toEqual(
      expect.arrayContaining([
        [true, { label: 'neutral' }],
        [false, null],
      ]),
    )
  })

  test('a file with annotations is refused until somebody says what becomes of them, and once only', async () => {
    const { batchId } = await textBatch()
    const refused = send(batchId, file)
    await expect(refused).rejects.toMatchObject({ code: 'invalid-content', detail: { field: 'answers' } })
    await expect(refused).rejects.toThrow(/answers=prelabel.*Nothing was imported\.$/)
    expect(await db.task.count()).toBe(0)
    expect(await send(batchId, file, { answers: 'ignore' })).toMatchObject({ imported: 2 })
    expect(await db.annotation.count()).toBe(0)
    expect(await db.taskContent.findMany({ select: { prelabel: true } })).toEqual([
      { prelabel: null },
      { prelabel: null },
    ])
  })

  test('a bad answer refuses its line with the person’s name; where answers are ignored the task comes in', async () => {
    const { batchId } = await textBatch()
    const bad = file + answered('c', 'eve', 'grumpy')
    const dry = await send(batchId, bad, { dryRun: true })
    expect(dry).toMatchObject({ imported: 3, rejectedCount: 0, answers: { rejectedCount: 1 } })
    const result = await send(batchId, bad, { answers: 'annotations' })
    expect(result).toMatchObject({ imported: 2, rejectedCount: 1 })
    expect(result.rejected[0]).toMatchObject({
      line: 4,
      field: 'answer.label',
      message: expect.stringMatching(/grumpy.*eve/s),
    })
    const other = await textBatch()
    expect(await send(other.batchId, bad, { answers: 'ignore' })).toMatchObject({ imported: 3, rejectedCount: 0 })
  })

  test('after a crash all answers come in or none', async () => {
    const { batchId } = await textBatch()
    const many = Array.from(
      { length: 120 },
      (_, i) => answered(`t${i}`, 'ada', 'positive') + answered(`t${i}`, 'ben', 'neutral'),
    )
    await send(batchId, many.join(''), { answers: 'annotations' })
    const before = await counts()
    expect(before).toEqual({ inLine: 120, annotations: 240, submitted: 240 })

    // As a stop in the middle of the publication leaves it: some are in, others still staged with their answers.
    const staged = await db.task.findMany({ take: 70, select: { id: true } })
    const ids = staged.map(({ id }) => id)
    await db.assignment.deleteMany({ where: { taskId: { in: ids } } })
    await db.task.updateMany({ where: { id: { in: ids } }, data: { lane: 9 } })
    const annotations = ['ada', 'ben'].map((annotator) => ({
      annotator,
      answer: '{"label":"positive"}',
      order: '[]',
      timeSpentMs: 1,
      createdAt: null,
    }))
    const text = `staged:${JSON.stringify({ prelabel: null, configVersion: 1, annotations })}`
    await db.taskContent.updateMany({ where: { taskId: { in: ids } }, data: { prelabel: text } })
    await db.import.updateMany({ data: { state: 'publishing' } })
    expect(await recoverImports()).toEqual({ undone: 0, finished: 1 })
    expect(await counts()).toEqual(before)
    expect(await db.taskContent.count({ where: { prelabel: { not: null } } })).toBe(0)

    await db.assignment.deleteMany()
    await db.task.updateMany({ data: { lane: 9 } })
    await db.import.updateMany({ data: { state: 'reading' } })
    expect(await recoverImports()).toEqual({ undone: 1, finished: 0 })
    expect(await counts()).toEqual({ inLine: 0, annotations: 0, submitted: 0 })
  })

  test('known answers go into their own lane where they are mixed in; a batch of them takes no line without one', async () => {
    const { batchId } = await textBatch(2)
    await db.batch.update({ where: { id: batchId }, data: { goldRate: 0.1 } })
    await send(
      batchId,
      `${JSON.stringify({ id: 'g', text: 'x', gold: { label: 'neutral' } })}\n${JSON.stringify({ id: 'n', text: 'y' })}`,
    )
    expect(
      await db.task.findMany({ orderBy: { externalId: 'asc' }, select: { externalId: true, lane: true } }),
    ).toEqual([
      { externalId: 'g', lane: 2 },
      { externalId: 'n', lane: 1 },
    ])
    expect(await db.batch.findUniqueOrThrow({ where: { id: batchId } })).toMatchObject({ taskCount: 1 })
    const training = await textBatch(2)
    await db.batch.update({ where: { id: training.batchId }, data: { kind: 'training' } })
    const result = await send(
      training.batchId,
      `${JSON.stringify({ text: 'x', gold: { label: 'neutral' } })}\n${JSON.stringify({ text: 'y' })}`,
    )
    expect(result).toMatchObject({ imported: 1, rejected: [{ line: 2, field: 'gold' }] })
  })
})

async function counts() {
  const tasks = await db.task.findMany({ where: { lane: 1 }, select: { submitted: true } })
  return {
    inLine: tasks.length,
    annotations: await db.annotation.count(),
    submitted: tasks.reduce((sum, { submitted }) => sum + submitted, 0),
  }
}
