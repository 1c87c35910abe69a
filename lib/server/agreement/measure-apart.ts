import 'server-only'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { CountedAnswers } from '@/lib/core/agreement/counted-answers'
import type { Figures } from '@/lib/core/agreement/figure'
import { type AnswerColumns, columnsOf, type TaskAnswers } from './answer-columns'
import { type Measured, type MeasureQuestion, measured, measuredCounts } from './answered-task'
import { KeptThread } from './kept-thread'

/** So few answers are measured at once: starting a thread would take longer. */
const fewAnswers = 150
/** Distinct ways × resamples that are measured at once: some milliseconds. */
const fewSteps = 25_000

/** One at a time measures from all answers: labelers keep the other core. What is counted takes a moment and does not queue behind it. */
const slow = new KeptThread()
const quick = new KeptThread()

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
  return slow.ask<Measured>({ question, columns }, [sizes.buffer, annotator.buffer, value.buffer], program)
}

/** Figures from counts: at once where the ways of answering are few, else on the thread. */
export async function countedApart(
  question: MeasureQuestion,
  counted: CountedAnswers<unknown>,
  program: string = builtProgram,
): Promise<Figures> {
  const steps = counted.ways.length * (question.bootstrap + 1)
  if (steps <= fewSteps || !isBuilt(program)) return measuredCounts(question, counted)
  return quick.ask<Figures>({ question, counted }, [], program)
}

const isBuilt = (program: string): boolean => existsSync(/*turbopackIgnore: true*/ program)

/** With answers, or with counts of them. */
export type ThreadQuestion =
  | { question: MeasureQuestion; columns: AnswerColumns }
  | { question: MeasureQuestion; counted: CountedAnswers<unknown> }
