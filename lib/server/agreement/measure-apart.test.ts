import { mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { taskTypes } from '@/lib/task-types/registry'
import { columnsOf } from './answer-columns'
import { type AnsweredTask, measured, measuredCounts } from './answered-task'
import { countedApart, measureApart } from './measure-apart'

let folder = ''
let program = ''

/** Bundled as the server's programs are, inside the repository, so that packages are found. */
beforeAll(async () => {
  const root = path.resolve('.')
  folder = await mkdtemp(path.join(root, 'node_modules', '.measure-'))
  program = path.join(folder, 'measure.mjs')
  await build({
    absWorkingDir: root,
    entryPoints: { measure: fileURLToPath(new URL('./measure-worker.ts', import.meta.url)) },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    packages: 'external',
    alias: { 'server-only': path.join(root, 'test', 'empty.ts'), '@': root },
    loader: { '.css': 'empty' },
    logLevel: 'error',
  })
})
afterAll(() => rm(folder, { recursive: true }))

/** Transcripts of twelve words, one of which two of three people hear differently. */
const tasks: AnsweredTask[] = Array.from({ length: 120 }, (_, task) => ({
  taskId: `t${task}`,
  batchId: 'b',
  gold: null,
  ratings: ['a', 'b', 'c'].map((annotator, turn) => ({
    annotator,
    timeSpentMs: 1,
    value: {
      text: Array.from(
        { length: 12 },
        (_word, place) => `w${(task * 7 + place * 3) % 31}${place === turn ? annotator : ''}`,
      ).join(' '),
    },
  })),
}))
const question = { taskType: 'transcription', config: taskTypes.transcription.defaultConfig, bootstrap: 20 }

test('a thread of its own gives the figures of the same thread to the digit, and others are served meanwhile', async () => {
  const measuring = measureApart(question, tasks, program)
  let turns = 0
  let done = false
  measuring.finally(() => {
    done = true
  })
  while (!done) {
    turns += 1
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(await measuring).toEqual(measured(question, await columnsOf(tasks)).figures)
  expect(turns).toBeGreaterThan(20)
})

test('a thread is asked again, and answers the second question as well', async () => {
  const answer = await measureApart(question, tasks, program)
  expect(await measureApart({ ...question, bootstrap: 5 }, tasks, program)).toEqual(
    measured({ ...question, bootstrap: 5 }, await columnsOf(tasks)).figures,
  )
  expect(await measureApart(question, tasks, program)).toEqual(answer)
})

test('what goes wrong on the thread is told, not waited for, and does not stop the next question', async () => {
  await expect(measureApart({ ...question, taskType: 'unknown' }, tasks, program)).rejects.toThrow(/no task type/)
  expect(Object.keys(await measureApart(question, tasks, program))).toContain('krippendorff-alpha')
})

test('counts of many ways are measured on a thread too, to the digit', async () => {
  const labels = ['a', 'b', 'c', 'd', 'e', 'f']
  const ways = labels.flatMap((one, i) =>
    labels.slice(i).map((other, j) => ({
      answers: [
        { value: { label: one }, times: 1 },
        { value: { label: other }, times: 2 },
      ],
      items: 3 + i * j,
    })),
  )
  const annotators = ['ada', 'ben', 'cleo'].map((name) => ({ name, values: labels.map((label) => ({ label })) }))
  const counted = { ways, annotators, both: null }
  const asked = { taskType: 'sentiment', config: { labels }, bootstrap: 1_500 }
  const figures = await countedApart(asked, counted, program)
  expect(figures).toEqual(measuredCounts(asked, counted))
})
