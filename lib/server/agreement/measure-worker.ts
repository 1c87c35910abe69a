import 'server-only'
import { parentPort } from 'node:worker_threads'
import { type AnsweredTask, figuresOf, type MeasureQuestion } from './answered-task'

/** The program of a measuring thread, bundled by itself: tasks come in pieces, then the question; one answer goes back. */
const port = parentPort
const tasks: AnsweredTask[] = []

port?.on('message', (message: { tasks: AnsweredTask[] } | { question: MeasureQuestion }) => {
  if ('question' in message) {
    port.postMessage(figuresOf(message.question, tasks))
    port.close()
    return
  }
  for (const task of message.tasks) tasks.push(task)
})
