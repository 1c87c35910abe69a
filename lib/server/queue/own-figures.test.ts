import { beforeEach, expect, test } from 'vitest'
import { taskTypes } from '@/lib/task-types/registry'
import { db } from '../db/db'
import { updateQualityPolicy } from '../standing/quality-policy'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { givenAnswer } from '../testing/given-answer'
import { ownFigures } from './own-figures'

describeOnEachEngine('what labelers see of themselves', (engine) => {
  beforeEach(() => freshDatabase(engine))

  async function given() {
    const manager = await givenUser({ role: 'manager' })
    const [ann, ben, cleo] = [await givenUser(), await givenUser(), await givenUser()]
    const project = await givenProject({
      config: taskTypes.sentiment.defaultConfig,
      access: 'members',
      members: [
        { userId: manager.id, role: 'manager' },
        ...[ann, ben, cleo].map(({ id }) => ({ userId: id, role: 'labeler' as const })),
      ],
    })
    const { taskIds } = await givenBatch({ projectId: project.id, tasks: 4, overlap: 2 })
    for (const [place, taskId] of taskIds.entries()) {
      await givenAnswer({ taskId, labelerId: ann.id, answer: { label: 'positive' } })
      await givenAnswer({ taskId, labelerId: ben.id, answer: { label: place < 3 ? 'positive' : 'negative' } })
    }
    return { manager, ann, ben, cleo, projectId: project.id }
  }

  test('is nothing until their project lets them', async () => {
    const { manager, ann, projectId } = await given()
    expect(await ownFigures(ann.actor)).toEqual([])
    expect(await updateQualityPolicy(manager.actor, projectId, { ownFigures: true })).toMatchObject({
      ownFigures: true,
    })
    expect(await ownFigures(ann.actor)).toMatchObject([{ projectId, answers: 4, agreement: { value: 0.75, tasks: 4 } }])
    await updateQualityPolicy(manager.actor, projectId, { ownFigures: false })
    expect(await ownFigures(ann.actor)).toEqual([])
  })

  test('comes with an interval that says how little four tasks tell', async () => {
    const { manager, ann, projectId } = await given()
    await updateQualityPolicy(manager.actor, projectId, { ownFigures: true })
    const [own] = await ownFigures(ann.actor)
    // Wilson (1927) for 3 of 4: R prop.test(3, 4, correct = FALSE) gives 0.3006 and 0.9544.
    expect(own?.agreement?.ci[0]).toBeCloseTo(0.3006, 4)
    expect(own?.agreement?.ci[1]).toBeCloseTo(0.9544, 4)
  })

  test('is nothing for who has answered nothing, has left the project, or whose project is gone', async () => {
    const { manager, ann, ben, cleo, projectId } = await given()
    await updateQualityPolicy(manager.actor, projectId, { ownFigures: true })
    expect(await ownFigures(cleo.actor)).toEqual([])
    await db.member.deleteMany({ where: { userId: ann.id } })
    expect(await ownFigures(ann.actor)).toEqual([])
    await db.project.update({ where: { id: projectId }, data: { deletedAt: new Date() } })
    expect(await ownFigures(ben.actor)).toEqual([])
  })
})
