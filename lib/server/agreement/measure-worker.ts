import 'server-only'
import { parentPort } from 'node:worker_threads'
import type { AnswerColumns } from './answer-columns'
import { type MeasureQuestion, measured } from './answered-task'

/** The program of a measuring thread, bundled by itself: a question comes with its answers, one reply goes back. */
const port = parentPort

port?.on('message', ({ question, columns }: { question: MeasureQuestion; columns: AnswerColumns }) => {
  port.postMessage(measured(question, columns))
})
