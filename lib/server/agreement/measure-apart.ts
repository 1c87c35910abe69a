import 'server-only'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { CountedAnswers } from '@/lib/core/agreement/counted-answers'
import type { Figures } from '@/lib/core/agreement/figure'
import { AppError } from '@/lib/core/errors'
import { takingTurns } from '../media/limits'
import { type AnswerColumns, columnsOf, type TaskAnswers } from './answer-columns'
import { type Measured, type MeasureQuestion, measured, measuredCounts } from './answered-task'

/** So few answers are measured at once: starting a thread would take longer. */
const fewAnswers = 150
/** Distinct ways × resamples that are measured at once: some milliseconds. */
const fewSteps = 25_000
const longestMs = 5 * 60_000
const waitingMs = 60_000

/** One measuring thread at a time: labelers keep the other core. */
const inTurn = takingTurns(1)

const builtProgram = path.resolve('.concord', 'build', 'measure.mjs')

/** The figures alone. */
export async function measureApart(
  question: MeasureQuestion,
  tasks: Iterable<TaskAnswers>,
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
  tasks: Iterable<TaskAnswers>,
  program: string = builtProgram,
): Promise<Measured> {
  const columns = await columnsOf(tasks)
  if (columns.value.length <= fewAnswers || !isBuilt(program)) return measured(question, columns)
  const { sizes, annotator, value } = columns
  return inTurn(() =>
    onThread<Measured>({ question, columns }, [sizes.buffer, annotator.buffer, value.buffer], program),
  )
}

/** Figures from counts: at once where the ways of answering are few, else on the thread. */
export async function countedApart(
  question: MeasureQuestion,
  counted: CountedAnswers<unknown>,
  program: string = builtProgram,
): Promise<Figures> {
  const steps = counted.ways.length * (question.bootstrap + 1)
  if (steps <= fewSteps || !isBuilt(program)) return measuredCounts(question, counted)
  return inTurn(() => onThread<Figures>({ question, counted }, [], program))
}

const isBuilt = (program: string): boolean => existsSync(/*turbopackIgnore: true*/ program)

/** With answers, or with counts of them. */
export type ThreadQuestion =
  | { question: MeasureQuestion; columns: AnswerColumns }
  | { question: MeasureQuestion; counted: CountedAnswers<unknown> }

/** The thread that measured last. Starting one takes longer than most measuring, so it is kept for a while; it keeps no process alive. */
let waiting: { worker: Worker; program: string; timer: NodeJS.Timeout } | null = null

async function onThread<Answer>(asked: ThreadQuestion, moved: ArrayBuffer[], program: string): Promise<Answer> {
  const worker = takeThread(program)
  try {
    const answered = reply<Answer>(worker)
    worker.postMessage(asked, moved)
    const answer = await answered
    keepThread(worker, program)
    return answer
  } catch (error) {
    await worker.terminate()
    throw error
  }
}

function takeThread(program: string): Worker {
  const known = waiting
  waiting = null
  if (known !== null) clearTimeout(known.timer)
  if (known?.program === program) {
    known.worker.ref()
    return known.worker
  }
  void known?.worker.terminate()
  // Made by reflection, since bundlers take `new Worker(…)` for a file to bundle.
  const worker: Worker = Reflect.construct(Worker, [program])
  // A thread that breaks while nobody asks is simply not asked again.
  const forget = () => {
    if (waiting?.worker === worker) waiting = null
  }
  return worker.on('error', forget).on('exit', forget)
}

function keepThread(worker: Worker, program: string): void {
  worker.unref()
  const end = () => {
    waiting = null
    void worker.terminate()
  }
  waiting = { worker, program, timer: setTimeout(end, waitingMs).unref() }
}

function reply<Answer>(worker: Worker): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer)
      worker.off('message', answered).off('error', failed).off('exit', ended)
    }
    const answered = (answer: Answer) => {
      done()
      resolve(answer)
    }
    const failed = (error: unknown) => {
      done()
      reject(error)
    }
    const ended = (code: number) => failed(new Error(`The measuring thread ended with code ${code} before its answer.`))
    const tooLong = new AppError('unavailable', 'Measuring the agreement takes too long. Choose a single batch.')
    const timer = setTimeout(() => failed(tooLong), longestMs)
    worker.on('message', answered).on('error', failed).on('exit', ended)
  })
}
