import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seededRandom } from '@/lib/core/random/seeded-random'
import { taskTypes } from '@/lib/task-types/registry'
import { givenAnswer } from '../agreement/answers.fixture'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { exported, rowsOf } from './exports.fixture'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-ties-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

type Choice = 'a' | 'b' | 'tie' | 'both-bad'
const votes: readonly Choice[] = ['a', 'b', 'tie', 'both-bad']

/** Eighty pairs of answers, each judged at random by one to four people; response a of task i says `a i`. */
async function givenJudgements() {
  const random = seededRandom(3)
  const spec = taskTypes.preference
  const config = { ...Object(spec.defaultConfig), strength: false, rationale: 'off' }
  const project = await givenProject({ taskType: 'preference', config })
  const turn = (role: string, content: string) => [{ role, content }]
  const tasks = Array.from({ length: 80 }, (_, index) => ({
    // Every prompt twice, so that a split has something to keep together.
    prompt: turn('user', `Question ${index >> 1} of many`),
    responses: ['a', 'b'].map((side) => ({ content: turn('assistant', `${side} ${index}`), model: null })),
  }))
  const batch = await givenBatch({ projectId: project.id, tasks, overlap: 4 })
  const people: string[] = []
  for (let index = 0; index < 4; index += 1) people.push((await givenUser()).id)
  const given = new Map<string, Choice[]>()
  for (const taskId of batch.taskIds) {
    const choices = people.slice(0, 1 + random.below(4)).map(() => votes[random.below(4)] ?? 'a')
    given.set(taskId, choices)
    for (const [index, choice] of choices.entries()) await givenAnswer(taskId, people[index] ?? '', { choice })
  }
  return { projectId: project.id, given }
}

/** More than half of the decisive votes, unless more than half of all call both bad; or nobody. */
function winnerOf(choices: readonly Choice[]): 'a' | 'b' | null {
  const count = (wanted: Choice) => choices.filter((choice) => choice === wanted).length
  if (count('a') === count('b') || 2 * count('both-bad') > choices.length) return null
  return count('a') > count('b') ? 'a' : 'b'
}

const words = (value: unknown): string => JSON.stringify(value)

describeOnEachEngine('ties and pairs', (engine) => {
  test('a pair has a winner in the votes and has it as chosen; no tie makes a pair, and no prompt is in two parts', async () => {
    await freshDatabase(engine)
    const { projectId, given } = await givenJudgements()
    const split = { train: 0.6, validation: 0.2, test: 0.2 }
    for (const aggregation of ['majority', 'dawid-skene']) {
      const rows = await rowsOf(await exported(projectId, { format: 'trl-preference', aggregation, split }))
      const partOf = new Map<string, unknown>()
      for (const { id, chosen, rejected, prompt, split: part } of rows) {
        const choices = given.get(String(id)) ?? []
        expect(words(chosen)).not.toBe(words(rejected))
        expect(partOf.get(words(prompt)) ?? part).toBe(part)
        partOf.set(words(prompt), part)
        if (aggregation === 'majority') expect(words(chosen)).toContain(`"${winnerOf(choices)} `)
      }
      if (aggregation !== 'majority') continue
      const decided = [...given].filter(([, choices]) => winnerOf(choices) !== null).map(([id]) => id)
      expect(rows.map(({ id }) => id).toSorted()).toEqual(decided.toSorted())
    }
  })
})
