import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bareChoice, pair, plainConfig, ranked, ranks, tasksOf } from './generated-tasks.fixture'
import { readAs } from './mirror.fixture'
import { byAnnotator, exported, type GivenTask, type Kept, mirroredBack } from './round-trip.fixture'
import { all, trips } from './round-trip-cases.fixture'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-round-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

describe('what is exported and imported again', () => {
  test.each(trips)(
    '$type as $format: comes back but for what the format has no place for',
    async ({ type, format, mirror, config, tasks, keeps, changed, beside }) => {
      await fc.assert(
        fc.asyncProperty(tasks, async (given) => {
          const files = await exported(type, format, config, given)
          const media = beside === undefined ? [] : given.map(beside)
          const read = await readAs(type, { ...files, ...Object.fromEntries(media) })
          expect(read.format).toBe(mirror)
          const expected = given.map((task) => changed?.(task) ?? task)
          expect(inOrder(mirroredBack(type, config, read.lines, keeps))).toEqual(
            inOrder(expected.map((task) => only(task, keeps))),
          )
        }),
        { numRuns: 25 },
      )
    },
  )

  const tables = trips.filter(({ format }) =>
    ['raw', 'arena', 'helpsteer', 'rankings', 'boxes', 'transcripts', 'labels'].includes(format),
  )
  test.each(tables)(
    '$type as $format in CSV: the same',
    async ({ type, format, mirror, config, tasks, keeps, changed }) => {
      await fc.assert(
        fc.asyncProperty(tasks, async (given) => {
          const read = await readAs(type, await exported(type, format, config, given, 'csv'))
          expect(read.format).toBe(mirror)
          const expected = given.map((task) => only(changed?.(task) ?? task, keeps))
          expect(inOrder(mirroredBack(type, config, read.lines, keeps))).toEqual(inOrder(expected))
        }),
        { numRuns: 15 },
      )
    },
  )

  const pairLayouts = [
    ['trl-preference', 'trl', ['prompt', 'chosen', 'rejected']],
    ['trl-reward', 'trl', ['chosen', 'rejected']],
    ['trl-text', 'trl', ['prompt', 'chosen', 'rejected']],
    ['openrlhf', 'trl', ['prompt', 'chosen', 'rejected']],
    ['openai', 'openai', ['input', 'preferred_output', 'non_preferred_output']],
    ['hh-rlhf', 'hh-rlhf', ['chosen', 'rejected']],
    ['axolotl', 'axolotl', ['messages', 'chosen', 'rejected']],
    ['llama-factory', 'llama-factory', ['conversations', 'chosen', 'rejected']],
    ['nemo-aligner', 'nemo-aligner', ['prompt', 'chosen_response', 'rejected_response']],
    ['nemo-rl', 'nemo-rl', ['context', 'completions']],
    ['trl-unpaired', 'kto', ['prompt', 'completion', 'label']],
  ] as const
  test.each(pairLayouts)(
    '%s: the same pairs are exported after an import of the export',
    async (format, mirror, columns) => {
      await fc.assert(
        fc.asyncProperty(
          tasksOf(pair, () => bareChoice, [0, 1]),
          async (given) => {
            const files = await exported('preference', format, plainConfig, given)
            const before = rowsIn(files, columns)
            fc.pre(before.length > 0)
            const read = await readAs('preference', files)
            expect(read.format).toBe(mirror)
            const back = mirroredBack('preference', plainConfig, read.lines, all)
            expect(sorted(rowsIn(await exported('preference', format, plainConfig, back), columns))).toEqual(
              sorted(before),
            )
          },
        ),
        { numRuns: 25 },
      )
    },
  )

  test.each(['nectar', 'axolotl-nectar'])(
    '%s: the same places are exported after an import of the export',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(tasksOf(ranked, ranks, []), async (given) => {
          const places = (files: Record<string, string>) =>
            rowsIn(files, ['prompt', 'answers']).map((row) => {
              const { prompt, answers }: { prompt: string; answers: object[] } = JSON.parse(row)
              return [prompt, sorted(answers.map((answer) => JSON.stringify(answer)))]
            })
          const files = await exported('ranking', format, {}, given)
          fc.pre(rowsIn(files, []).length > 0)
          const read = await readAs('ranking', files)
          const back = mirroredBack('ranking', {}, read.lines, all)
          expect(places(await exported('ranking', format, {}, back))).toEqual(places(files))
        }),
        { numRuns: 25 },
      )
    },
  )
})

/** Folders list their files by name, and the final boxes of a task come in an order of their own. */
function inOrder(tasks: GivenTask[]): GivenTask[] {
  const key = (task: GivenTask) => JSON.stringify([task.externalId, task.payload])
  const boxesInOrder: GivenTask[] = JSON.parse(JSON.stringify(tasks), (name, value: unknown) =>
    name === 'boxes' && Array.isArray(value)
      ? value.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
      : value,
  )
  return boxesInOrder.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}

function only(task: GivenTask, keeps: Kept): GivenTask {
  const { payload, annotations, ...about } = task
  return {
    id: '',
    externalId: idBack(task, keeps),
    meta: keeps.meta ? about.meta : {},
    gold: keeps.gold ? about.gold : null,
    payload,
    annotations: annotations
      .map(({ annotator: name, answer, timeSpentMs, createdAt, order }) => ({
        annotator: keeps.annotator ? name : '',
        answer,
        timeSpentMs: keeps.time ? timeSpentMs : 0,
        createdAt: keeps.createdAt ? createdAt : '',
        order: keeps.order ? order : [],
      }))
      .sort(byAnnotator),
  }
}

function idBack({ id, externalId }: GivenTask, keeps: Kept): string | null {
  if (keeps.id === 'task') return id
  return keeps.id ? externalId : null
}

function _withoutModels(payload: unknown): unknown {
  return JSON.parse(JSON.stringify(payload), (key, value: unknown) => (key === 'model' ? null : value))
}

function rowsIn(files: Record<string, string>, columns: readonly string[]): string[] {
  const [, text = ''] = Object.entries(files).find(([name]) => name.endsWith('.jsonl')) ?? []
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const row: Record<string, unknown> = JSON.parse(line)
      return JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column]])))
    })
}

function sorted(texts: string[]): string[] {
  return [...texts].sort()
}
