import { beforeEach, expect, test } from 'vitest'
import { system } from '@/lib/server/access/actor'
import { db } from '@/lib/server/db/db'
import { describeOnEachEngine, freshDatabase } from '@/lib/server/testing/engines'
import { givenProject, givenUser } from '@/lib/server/testing/given'
import { audit, audited } from './audited'
import { listAudit, verifyAudit } from './read-audit'

const note = (subjectId: string, projectId?: string) =>
  audit(system, { action: 'test', subjectType: 'instance', subjectId, projectId })

describeOnEachEngine('the audit log', (engine) => {
  beforeEach(() => freshDatabase(engine))

  test('entries written at once still make one chain', async () => {
    await Promise.all(Array.from({ length: 25 }, (_, i) => note(`thing-${i}`)))
    expect(await verifyAudit(system)).toMatchObject({ intact: true, events: 25 })
    expect(await verifyAudit(system)).toEqual(await verifyAudit(system))
  })

  test('an entry that was changed, removed or put in is named, and a cut at the end is seen', async () => {
    for (const subject of ['a', 'b', 'c', 'd']) await note(subject)
    const rows = await db.auditEvent.findMany({ orderBy: { seq: 'asc' } })
    const [, second, third, fourth] = rows
    if (!second || !third || !fourth) throw new Error('Four entries were written.')
    await db.auditEvent.update({ where: { seq: second.seq }, data: { subjectId: 'x' } })
    expect(await verifyAudit(system)).toMatchObject({ intact: false, brokenAt: second.seq })
    await db.auditEvent.update({ where: { seq: second.seq }, data: { subjectId: second.subjectId } })
    expect(await verifyAudit(system)).toMatchObject({ intact: true })
    await db.auditEvent.update({ where: { seq: third.seq }, data: { at: new Date(0) } })
    expect(await verifyAudit(system)).toMatchObject({ intact: false, brokenAt: third.seq })
    await db.auditEvent.delete({ where: { seq: third.seq } })
    expect(await verifyAudit(system)).toMatchObject({ intact: false, brokenAt: fourth.seq })
    await db.auditEvent.create({ data: third })
    await db.auditEvent.delete({ where: { seq: fourth.seq } })
    expect(await verifyAudit(system)).toMatchObject({ intact: false, brokenAt: null })
  })

  test('what fails leaves no entry, and no entry fails without its work', async () => {
    const failing = audited(system, async (tx) => {
      await tx.setting.create({ data: { key: 'half', value: '', updatedAt: new Date(0) } })
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    expect(await db.auditEvent.count()).toBe(0)
    expect(await db.setting.findUnique({ where: { key: 'half' } })).toBeNull()
  })

  test('erasing a name does not break the chain', async () => {
    await note('a')
    await db.auditEvent.updateMany({ data: { actorName: 'gone' } })
    expect(await verifyAudit(system)).toMatchObject({ intact: true })
  })

  test('a manager reads the entries of an own project and no others', async () => {
    const manager = await givenUser({ role: 'manager' })
    const own = await givenProject({ access: 'members', members: [{ userId: manager.id, role: 'manager' }] })
    await note('mine', own.id)
    await note('theirs')
    const page = await listAudit(manager.actor, { projectId: own.id })
    expect(page.events.map((event) => event.subjectId)).toEqual(['mine'])
    await expect(listAudit(manager.actor)).rejects.toMatchObject({ code: 'not-allowed' })
  })
})
