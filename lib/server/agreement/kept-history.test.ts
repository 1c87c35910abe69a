import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import type { Unit } from '@/lib/core/agreement/figure'
import { taskTypeOf } from '@/lib/task-types/registry'
import { db } from '../db/db'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { givenAnswer } from './answers.fixture'
import { KeptAnswers } from './kept-answers'
import { type MeasuredTables, measuredTables } from './measured-tables'

/** By type: a config and answers that people give. */
const studies = {
  sentiment: {
    config: { labels: ['bad', 'fair', 'good'], scale: 'ordinal' },
    answers: [{ label: 'bad' }, { label: 'fair' }, { label: 'good' }],
  },
  preference: {
    config: { strength: true },
    answers: [
      { choice: 'a', strength: 2, rationale: 'shorter' },
      { choice: 'b', strength: 1 },
      { choice: 'tie' },
      { choice: 'both-bad' },
    ],
  },
  transcription: { config: {}, answers: [{ text: 'a b c' }, { text: 'a b' }, { text: 'a d c' }] },
}

const nTasks = 6
const step = fc.record({
  what: fc.constantFrom('answer', 'answer', 'answer', 'answer', 'withdraw', 'exclude', 'look'),
  task: fc.nat(nTasks - 1),
  person: fc.nat(3),
  answer: fc.nat(3),
})

interface Step {
  what: string
  task: number
  person: number
  answer: number
}
const lastLook: Step = { what: 'look', task: 0, person: 0, answer: 0 }

/** Plain data in an order of its own. */
function inOrder({ labelers, pairs, disputed, ...rest }: MeasuredTables): unknown {
  return {
    ...rest,
    labelers: labelers.toSorted((a, b) => (a.labelerId < b.labelerId ? -1 : 1)),
    pairs: pairs.map(({ labelers: both, ...row }) => ({ both: both.join(), ...row })).toSorted(byBoth),
    disputed: disputed.map(({ task, disagreement }) => [task.taskId, disagreement]),
  }
}

const byBoth = (a: { both: string }, b: { both: string }) => (a.both < b.both ? -1 : 1)

/** Every number to 1e-12: adding and taking away may move the digits behind. */
function close(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, part) => (typeof part === 'number' ? expect.closeTo(part, 12) : part))
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** A project that labelers answer, take back and are excluded from, with what is known of it beside the database. */
async function givenHistory(taskType: string, config: unknown, answers: readonly unknown[]) {
  const project = await givenProject({ taskType, config })
  const batches = [
    await givenBatch({ projectId: project.id, tasks: nTasks - 2, overlap: 4 }),
    await givenBatch({ projectId: project.id, tasks: 2, overlap: 4 }),
  ]
  const taskIds = batches.flatMap((batch) => batch.taskIds)
  const people = await Promise.all(Array.from({ length: 4 }, async () => (await givenUser()).id))
  const given = new Map<string, { id: string; task: string; person: string; answer: unknown; counts: boolean }>()
  const excluded = new Set<string>()

  async function take({ what, task: taskAt, person: personAt, answer: answerAt }: Step): Promise<void> {
    const [task = '', person = ''] = [taskIds[taskAt], people[personAt]]
    const answer = answers[answerAt % answers.length]
    const known = given.get(`${task} ${person}`)
    if (what === 'exclude' && !excluded.delete(person)) excluded.add(person)
    if (what === 'answer' && known === undefined) {
      const id = await givenAnswer(task, person, answer, { timeSpentMs: answerAt * 700, order: [1, 0] })
      given.set(`${task} ${person}`, { id, task, person, answer, counts: true })
    }
    if (what === 'answer' && known !== undefined) {
      await db.annotation.update({ where: { assignmentId: known.id }, data: { answer: JSON.stringify(answer) } })
      known.answer = answer
    }
    if (what === 'withdraw' && known !== undefined) {
      await db.assignment.update({ where: { id: known.id }, data: { state: 'skipped' } })
      known.counts = false
    }
  }

  const units = (): Unit<unknown>[] =>
    taskIds.map((item) => ({
      item,
      ratings: [...given.values()]
        .filter(({ task, person, counts }) => task === item && counts && !excluded.has(person))
        .map(({ person, answer: value }) => ({ annotator: nameOf(person), value })),
    }))
  return { batchIds: batches.map(({ id }) => id), excluded, take, units }
}

const nameOf = (id: string) => `name of ${id}`

describeOnEachEngine('what is kept through any history', (engine) => {
  beforeEach(() => freshDatabase(engine))

  for (const [taskType, { config: stored, answers }] of Object.entries(studies)) {
    test(`equals what the answers as they stand give, with the same intervals: ${taskType}`, async () => {
      const spec = taskTypeOf(taskType)
      const config: unknown = spec.config.parse(stored)
      const question = { taskType, config: stored, bootstrap: 20 }
      const holds = async (steps: readonly Step[]) => {
        const { batchIds, excluded, take, units } = await givenHistory(taskType, stored, answers)
        const kept = new KeptAnswers(spec, config)
        const look = (some: KeptAnswers) =>
          some.look(batchIds, () => measuredTables(question, some, nameOf), new Set(excluded))
        for (const next of [...steps, lastLook]) {
          await take(next)
          if (next.what !== 'look') continue
          const tables = await look(kept)
          const anew = await look(new KeptAnswers(spec, config))
          expect(plain(inOrder(tables))).toEqual(close(inOrder(anew)))
          expect(plain(tables.figures)).toEqual(close(spec.measures(units(), config, { bootstrap: 20, seed: 1 })))
        }
      }
      const histories = fc.array(step, { minLength: 10, maxLength: 40 })
      await fc.assert(fc.asyncProperty(histories, holds), { numRuns: 8 })
    })
  }
})
