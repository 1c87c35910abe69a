import { beforeEach, expect, test } from 'vitest'
import { taskTypes } from '@/lib/task-types/registry'
import { system } from '../access/actor'
import { db } from '../db/db'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { givenAnswer } from './answers.fixture'
import { projectAgreement } from './project-agreement'

async function givenStudy(tasks: number) {
  const reviewer = await givenUser({ role: 'reviewer' })
  const manager = await givenUser({ role: 'manager' })
  const project = await givenProject({
    taskType: 'sentiment',
    config: taskTypes.sentiment.defaultConfig,
    members: [
      { userId: reviewer.id, role: 'reviewer' },
      { userId: manager.id, role: 'manager' },
    ],
  })
  const batch = await givenBatch({ projectId: project.id, tasks, overlap: 3, gold: { label: 'positive' } })
  const ann = await givenUser({ name: 'Ann' })
  const ben = await givenUser({ name: 'Ben' })
  return { reviewer, manager, project, batch, ann, ben }
}

describeOnEachEngine('agreement of a project', (engine) => {
  beforeEach(() => freshDatabase(engine))

  test('without answers it is undefined and says so', async () => {
    const { project } = await givenStudy(2)
    const agreement = await projectAgreement(system, project.id)
    expect(agreement).toMatchObject({ annotations: 0, tasks: 0, perPair: [], disputed: [] })
    const headline = Object.values(agreement.figures)[0]
    expect(headline).toMatchObject({ value: null, reason: 'no-pairable-values' })
  })

  // Krippendorff's alpha by hand: values p p, p n, n n, so o_pn = 2, n_p = n_n = 3, n = 6; 1 − 5·2/(2·3·3) = 4/9.
  test('figures, people, pairs, confusion and disputes are those of the answers', async () => {
    const { project, batch, ann, ben } = await givenStudy(3)
    const answers: [string, string][] = [
      ['positive', 'positive'],
      ['positive', 'negative'],
      ['negative', 'negative'],
    ]
    for (const [index, [a, b]] of answers.entries()) {
      const taskId = batch.taskIds[index] ?? ''
      await givenAnswer(taskId, ann.id, { label: a }, { timeSpentMs: 1000 * (index + 1) })
      await givenAnswer(taskId, ben.id, { label: b })
    }
    const agreement = await projectAgreement(system, project.id, { batchId: batch.id, bootstrap: 50 })
    const [name, headline] = Object.entries(agreement.figures)[0] ?? []
    expect(name).toBe('krippendorff-alpha')
    expect(headline?.value).toBeCloseTo(4 / 9, 12)
    expect(agreement.perLabeler).toMatchObject([
      {
        labeler: 'Ann',
        labelerId: ann.id,
        role: 'labeler',
        annotations: 3,
        medianSeconds: 2,
        seconds: { value: 2, n: 3, middleHalf: [1.5, 2.5] },
        withRest: { value: 2 / 3, n: 3 },
        gold: { value: 2 / 3, n: 3, reason: null },
        leaveOneOut: { value: null, reason: 'no-pairable-values', all: expect.closeTo(4 / 9, 12), n: 3 },
        flags: [{ name: 'few-gold-answers', n: 3 }],
      },
      { labeler: 'Ben', labelerId: ben.id, annotations: 3, medianSeconds: 1, gold: { value: 1 / 3, n: 3 } },
    ])
    // statsmodels 0.15: proportion_confint(2, 3, method='wilson').
    const [lower = 0, upper = 0] = agreement.perLabeler?.[0]?.gold.ci ?? []
    expect(lower).toBeCloseTo(0.2076596, 6)
    expect(upper).toBeCloseTo(0.9385081, 6)
    // By hand: p_o = 2/3, p_e = (2·1 + 1·2)/9, kappa = (2/3 − 4/9)/(5/9) = 0.4.
    expect(agreement.perPair).toMatchObject([
      { similarity: { value: 2 / 3, n: 3 }, corrected: { value: expect.closeTo(0.4, 12), n: 3, reason: null } },
    ])
    expect(agreement.categories).toEqual([
      { category: 'positive', n: 3 },
      { category: 'neutral', n: 0 },
      { category: 'negative', n: 3 },
    ])
    expect(agreement.confusion?.counts).toEqual([
      [2, 0, 1],
      [0, 0, 0],
      [1, 0, 2],
    ])
    expect(agreement.disputed).toMatchObject([
      { taskId: batch.taskIds[1], disagreement: 1, answers: [{ labeler: 'Ann' }, { labeler: 'Ben' }] },
    ])
  })

  test('a new, a changed and a withdrawn answer show at once', async () => {
    const { project, batch, ann, ben } = await givenStudy(1)
    const [taskId = ''] = batch.taskIds
    const raw = async () => Object.values((await projectAgreement(system, project.id)).figures)[1]?.value
    await givenAnswer(taskId, ann.id, { label: 'positive' })
    expect(await raw()).toBeNull()
    const second = await givenAnswer(taskId, ben.id, { label: 'positive' })
    expect(await raw()).toBe(1)
    await db.annotation.update({
      where: { assignmentId: second },
      data: { answer: '{"label":"negative"}', updatedAt: new Date(Date.now() + 5) },
    })
    expect(await raw()).toBe(0)
    await db.assignment.update({ where: { id: second }, data: { state: 'skipped' } })
    expect(await raw()).toBeNull()
  })

  test('a reviewer sees pseudonyms and no table of people, a labeler and a stranger nothing', async () => {
    const { project, batch, ann, ben, reviewer, manager } = await givenStudy(1)
    const [taskId = ''] = batch.taskIds
    await givenAnswer(taskId, ann.id, { label: 'positive' })
    await givenAnswer(taskId, ben.id, { label: 'negative' })
    const seen = await projectAgreement(reviewer.actor, project.id)
    expect(seen.perLabeler).toBeNull()
    expect(JSON.stringify(seen)).not.toMatch(/Ann"|Ben"/)
    for (const { id } of [ann, ben]) expect(JSON.stringify(seen)).not.toContain(id)
    expect((await projectAgreement(manager.actor, project.id)).perLabeler).toHaveLength(2)
    const stranger = await givenUser({ role: 'reviewer' })
    for (const actor of [ann.actor, stranger.actor]) {
      await expect(projectAgreement(actor, project.id)).rejects.toMatchObject({ status: 404 })
    }
  })

  test('what is measured in the background is never shown as of now when it is not', async () => {
    const project = await givenProject({ taskType: 'transcription', config: {} })
    const { taskIds } = await givenBatch({ projectId: project.id, tasks: 2, overlap: 2 })
    const [ann, ben] = [await givenUser(), await givenUser()]
    for (const { id } of [ann, ben]) await givenAnswer(taskIds[0] ?? '', id, { text: 'a b' })
    const first = await projectAgreement(system, project.id)
    expect(first).toMatchObject({ asOf: null, annotations: 2 })
    await givenAnswer(taskIds[1] ?? '', ann.id, { text: 'c' })
    await givenAnswer(taskIds[1] ?? '', ben.id, { text: 'c d' })
    // Whoever does not wait at all gets the figures from before, and is told.
    const last = await projectAgreement(system, project.id, { patienceMs: -1 })
    expect(last).toMatchObject({ asOf: { answers: 2 }, annotations: 4 })
    for (const [name, figure] of Object.entries(last.figures)) {
      expect(figure.value).toBe(first.figures[name]?.value ?? null)
      expect(figure.note).toMatch(/^As measured at .* over 2 answers; what came since is being measured\./)
    }
    expect(last.perPair[0]?.corrected.method).toMatch(/As measured at/)
    const now = await projectAgreement(system, project.id)
    expect(now.asOf).toBeNull()
    expect(now.figures['krippendorff-alpha']).toMatchObject({ n_pairable: 4 })
    expect(now.figures['krippendorff-alpha']?.note ?? '').not.toMatch(/As measured/)
  })
})
