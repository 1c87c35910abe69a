import 'server-only'
import { parentPort } from 'node:worker_threads'
import { measured, measuredCounts } from './answered-task'
import type { ThreadQuestion } from './measure-apart'

/** The program of a measuring thread, bundled by itself: a question comes with its answers or counts, one reply goes back. */
const port = parentPort

port?.on('message', (asked: ThreadQuestion) => {
  port.postMessage(
    'counted' in asked ? measuredCounts(asked.question, asked.counted) : measured(asked.question, asked.columns),
  )
})
