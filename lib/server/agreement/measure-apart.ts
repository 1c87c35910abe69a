import 'server-only'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Figures } from '@/lib/core/agreement/figure'
import { AppError } from '@/lib/core/errors'
import { takingTurns } from '../media/limits'
import { type AnsweredTask, figuresOf, type MeasureQuestion } from './answered-task'

/** So few answers are measured at once: starting a thread would take longer. */
const fewAnswers = 150
const tasksAPiece = 500
const longestMs = 5 * 60_000

/** One measuring thread at a time: labelers keep the other core. */
const inTurn = takingTurns(1)

/**
 * A type's figures, measured on a thread of their own: pairwise distances over thousands of transcripts take seconds, and nobody else is to wait for them.
 * `program` is the bundled measure-worker; where it was not built (tests, tools) the measuring happens here.
 */
export async function measureApart(
  question: MeasureQuestion,
  tasks: readonly AnsweredTask[],
  program: string = path.resolve('.concord', 'build', 'measure.mjs'),
): Promise<Figures> {
  const answers = tasks.reduce((sum, { ratings }) => sum + ratings.length, 0)
  if (answers <= fewAnswers || !existsSync(program)) return figuresOf(question, tasks)
  return inTurn(() => onThread(question, tasks, program))
}

async function onThread(question: MeasureQuestion, tasks: readonly AnsweredTask[], program: string): Promise<Figures> {
  // Made by reflection, since bundlers take `new Worker(…)` for a file to bundle.
  const worker: Worker = Reflect.construct(Worker, [program])
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), longestMs)
  try {
    const answered = reply(worker, limit.signal)
    for (let from = 0; from < tasks.length; from += tasksAPiece) {
      worker.postMessage({ tasks: tasks.slice(from, from + tasksAPiece) })
      await nextTurn()
    }
    worker.postMessage({ question })
    return await answered
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

function reply(worker: Worker, limit: AbortSignal): Promise<Figures> {
  return new Promise((resolve, reject) => {
    worker.once('message', (figures: Figures) => resolve(figures))
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`The measuring thread ended with code ${code} before its answer.`)))
    limit.addEventListener('abort', () =>
      reject(new AppError('unavailable', 'Measuring the agreement takes too long. Choose a single batch.')),
    )
  })
}
