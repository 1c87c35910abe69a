import 'server-only'
import { parentPort } from 'node:worker_threads'
import { RowMaker, type RowQuestion, type RowStep } from './row-maker'

/** What a thread that makes rows is asked; the question comes first, once. */
export type RowRequest =
  | { question: RowQuestion }
  | { step: RowStep; memory: ArrayBuffer[] }
  /** For what was counted. */
  | { end: true }

/** The program of such a thread, bundled by itself. */
const port = parentPort
let maker: RowMaker | null = null

port?.on('message', (request: RowRequest) => {
  if ('question' in request) maker = new RowMaker(request.question)
  else if (maker === null) throw new Error('A thread that makes rows was asked before it knew for what.')
  else if ('end' in request) port.postMessage(maker.counted())
  else {
    const step = maker.make(request.step, request.memory)
    port.postMessage(
      step,
      step.made.map(({ rows }) => rows.bytes.buffer),
    )
  }
})
