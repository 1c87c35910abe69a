import 'server-only'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Figures } from '@/lib/core/agreement/figure'
import { AppError } from '@/lib/core/errors'
import { takingTurns } from '../media/limits'
import { type AnswerColumns, columnsOf, type TaskAnswers } from './answer-columns'
import { type AnsweredTask, type Measured, type MeasureQuestion, measured } from './answered-task'

/** So few answers are measured at once: starting a thread would take longer. */
const fewAnswers = 150
const longestMs = 5 * 60_000

/** One measuring thread at a time: labelers keep the other core. */
const inTurn = takingTurns(1)

const builtProgram = path.resolve('.concord', 'build', 'measure.mjs')

/** The figures alone. */
export async function measureApart(
  question: MeasureQuestion,
  tasks: readonly AnsweredTask[],
  program: string = builtProgram,
): Promise<Figures> {
  return (await measuredApart(question, tasks, program)).figures
}

/**
 * A type's figures, measured on a thread of their own: pairwise distances over thousands of transcripts take seconds, and nobody else is to wait for them.
 * `program` is the bundled measure-worker; where it was not built (tests, tools) the measuring happens here.
 */
export async function measuredApart(
  question: MeasureQuestion,
  tasks: readonly TaskAnswers[],
  program: string = builtProgram,
): Promise<Measured> {
  const columns = await columnsOf(tasks)
  if (columns.value.length <= fewAnswers || !existsSync(program)) return measured(question, columns)
  return inTurn(() => onThread(question, columns, program))
}

async function onThread(question: MeasureQuestion, columns: AnswerColumns, program: string): Promise<Measured> {
  // Made by reflection, since bundlers take `new Worker(…)` for a file to bundle.
  const worker: Worker = Reflect.construct(Worker, [program])
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), longestMs)
  try {
    const answered = reply(worker, limit.signal)
    const { sizes, annotator, value } = columns
    worker.postMessage({ question, columns }, [sizes.buffer, annotator.buffer, value.buffer])
    return await answered
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

function reply(worker: Worker, limit: AbortSignal): Promise<Measured> {
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: Measured) => resolve(answer))
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`The measuring thread ended with code ${code} before its answer.`)))
    limit.addEventListener('abort', () =>
      reject(new AppError('unavailable', 'Measuring the agreement takes too long. Choose a single batch.')),
    )
  })
}
