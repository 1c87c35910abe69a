import { beforeAll, expect, test } from 'vitest'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenUser } from '../testing/given'
import { db, driver } from './db'

describeOnEachEngine('the database', (engine) => {
  beforeAll(async () => {
    await freshDatabase(engine)
  })

  test('an acknowledged write outlives the rollback of another request’s transaction', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => givenUser()))
    const begun = signal()
    const goOn = signal()
    const doomed = db.$transaction(async (tx) => {
      await tx.user.update({ where: { id: people[0]?.id ?? '' }, data: { name: 'never' } })
      begun.give()
      await goOn.given
      throw new Error('rolled back on purpose')
    })
    await begun.given
    // Prisma sends a query only when it is awaited.
    const rename = async (id: string, index: number): Promise<void> => {
      if (index % 2 === 0) await db.user.update({ where: { id }, data: { name: 'kept' } })
      else await db.$executeRaw`UPDATE "User" SET "name" = 'kept' WHERE "id" = ${id}`
    }
    const renamed = people.slice(1).map(({ id }, index) => rename(id, index))
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate)
    goOn.give()
    await expect(doomed).rejects.toThrow('rolled back on purpose')
    await Promise.all(renamed)
    expect(await db.user.count({ where: { name: 'kept' } })).toBe(7)
    expect(await db.user.count({ where: { name: 'never' } })).toBe(0)
  })

  test('times come back as they were stored, from Prisma and from the driver', async () => {
    const { id } = await givenUser()
    const at = new Date('2026-11-24T10:11:12.345Z')
    await db.user.update({ where: { id }, data: { disabledAt: at } })
    expect((await db.user.findUniqueOrThrow({ where: { id } })).disabledAt).toEqual(at)
    const under = driver()
    if (under.engine === 'sqlite') {
      const read = under.database.prepare('SELECT "disabledAt" FROM "User" WHERE "id" = ?').pluck()
      expect(await under.line.read(() => read.get(id))).toBe(at.getTime())
      return
    }
    const { rows } = await under.pool.query('SELECT "disabledAt" FROM "User" WHERE "id" = $1', [id])
    expect(rows).toEqual([{ disabledAt: at }])
  })

  test('nothing, not even a plain INSERT, puts more people on a task than its overlap', async () => {
    const people = await Promise.all([givenUser(), givenUser(), givenUser()])
    const { taskIds } = await givenBatch({ overlap: 2, tasks: 1 })
    const take = (index: number) =>
      db.assignment.create({
        data: {
          id: `plain-insert-${index}`,
          taskId: taskIds[0] ?? '',
          labelerId: people[index]?.id ?? '',
          state: index === 0 ? 'submitted' : 'open',
          leaseUntil: index === 0 ? null : new Date('2030-01-01T00:00:00Z'),
          claimedAt: new Date(),
          seed: 1,
          configVersion: 1,
          guidelinesVersion: 0,
        },
      })
    await take(0)
    await take(1)
    await expect(take(2)).rejects.toThrow()
    const task = await db.task.findUniqueOrThrow({ where: { id: taskIds[0] ?? '' } })
    expect({ free: task.free, submitted: task.submitted }).toEqual({ free: 0, submitted: 1 })
  })

  test('an undefined filter is refused instead of matching every row', async () => {
    const unknown: { id?: string } = {}
    await expect(db.user.deleteMany({ where: { id: unknown.id } })).rejects.toThrow()
    expect(await db.user.count()).toBeGreaterThan(0)
  })

  test('every config a project had can still be read', async () => {
    const { projectId } = await givenBatch()
    await db.project.update({ where: { id: projectId }, data: { config: '{"labels":["new"]}', configVersion: 2 } })
    const kept = await db.projectConfig.findMany({ where: { projectId }, orderBy: { version: 'asc' } })
    expect(kept.map(({ version, config }) => ({ version, config }))).toEqual([
      { version: 1, config: '{}' },
      { version: 2, config: '{"labels":["new"]}' },
    ])
  })

  test('a batch can be removed with all that was done in it', async () => {
    const { id } = await givenUser()
    const batch = await givenBatch({ tasks: 1, overlap: 1 })
    await db.assignment.create({
      data: {
        id: 'to-be-removed',
        taskId: batch.taskIds[0] ?? '',
        labelerId: id,
        state: 'submitted',
        claimedAt: new Date(),
        seed: 1,
        configVersion: 1,
        guidelinesVersion: 0,
      },
    })
    expect(await db.batchTally.findMany({ where: { batchId: batch.id } })).toMatchObject([
      { labelerId: id, submitted: 1, completed: 1 },
    ])
    await db.batch.delete({ where: { id: batch.id } })
    expect(await db.batchTally.count({ where: { batchId: batch.id } })).toBe(0)
    expect(await db.assignment.count({ where: { id: 'to-be-removed' } })).toBe(0)
  })
})

test('an answer is acknowledged only when its commit went through (sqlite)', async () => {
  const { driver: under } = await freshDatabase('sqlite')
  if (under.engine !== 'sqlite') throw new Error('This test is about SQLite.')
  const { line } = under
  const harmless = line.write((database) => database.exec(insertSetting('harmless')))
  const fails = line.write((database) => {
    // A foreign key that is checked at COMMIT, so that COMMIT itself fails.
    database.pragma('defer_foreign_keys = ON')
    database.exec(`INSERT INTO "Member" ("projectId", "userId", "role") VALUES ('nowhere', 'nobody', 'labeler')`)
  })
  await expect(fails).rejects.toThrow('FOREIGN KEY')
  await expect(harmless).rejects.toThrow('FOREIGN KEY')
  await line.write((database) => database.exec(insertSetting('afterwards')))
  expect((await db.setting.findMany()).map(({ key }) => key)).toEqual(['afterwards'])
})

test('a job that throws undoes itself only; those that commit with it stay (sqlite)', async () => {
  const { driver: under } = await freshDatabase('sqlite')
  if (under.engine !== 'sqlite') throw new Error('This test is about SQLite.')
  const { line } = under
  const jobs = ['first', 'broken', 'last'].map((key) =>
    line.write((database) => {
      database.exec(insertSetting(key))
      if (key === 'broken') throw new Error('broken on purpose')
    }),
  )
  const outcomes = await Promise.allSettled(jobs)
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect((await db.setting.findMany()).map(({ key }) => key).sort()).toEqual(['first', 'last'])
})

const insertSetting = (key: string) => `INSERT INTO "Setting" ("key", "value", "updatedAt") VALUES ('${key}', '', 0)`

function signal(): { give(): void; given: Promise<void> } {
  let give = () => {}
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { give: () => give(), given }
}
