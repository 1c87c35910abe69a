import { beforeEach, expect, test } from 'vitest'
import { taskTypes } from '@/lib/task-types/registry'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { givenAnswer } from './answers.fixture'
import { ownQuality } from './own-quality'

describeOnEachEngine('a labeler’s own row', (engine) => {
  beforeEach(() => freshDatabase(engine))

  test('tells one’s own figures, nobody else’s, and nothing of known answers', async () => {
    const [ann, ben, cleo] = [await givenUser(), await givenUser(), await givenUser()]
    const project = await givenProject({
      config: taskTypes.sentiment.defaultConfig,
      access: 'members',
      members: [ann, ben].map(({ id }) => ({ userId: id, role: 'labeler' as const })),
    })
    const batch = await givenBatch({ projectId: project.id, tasks: 2, overlap: 2, gold: { label: 'neutral' } })
    for (const taskId of batch.taskIds) {
      await givenAnswer(taskId, ann.id, { label: 'neutral' }, { timeSpentMs: 4000 })
    }
    const own = await ownQuality(ann.actor, project.id)
    expect(own).toMatchObject({ annotations: 2, seconds: { value: 4, n: 2 } })
    expect(Object.keys(own ?? {})).not.toContain('gold')
    expect(await ownQuality(ben.actor, project.id)).toBeNull()
    await expect(ownQuality(cleo.actor, project.id)).rejects.toMatchObject({ code: 'not-found' })
  })
})
