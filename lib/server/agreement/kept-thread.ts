import 'server-only'
import { Worker } from 'node:worker_threads'
import { AppError } from '@/lib/core/errors'
import { takingTurns } from '../media/limits'

const longestMs = 5 * 60_000
/** Longer than trends wait between two points: a thread remembers what it compared. */
const waitingMs = 3 * 60_000

interface Waiting {
  worker: Worker
  program: string
  timer: NodeJS.Timeout
}

/** A measuring thread, asked one question after the other. Starting one takes long, so it is kept for a while; it keeps no process alive. */
export class KeptThread {
  readonly #inTurn = takingTurns(1)
  #waiting: Waiting | null = null

  /** The one reply of `program` to a message, of which `moved` goes over without being copied. */
  ask<Answer>(message: unknown, moved: ArrayBuffer[], program: string): Promise<Answer> {
    return this.#inTurn(async () => {
      const worker = this.#take(program)
      try {
        const answered = reply<Answer>(worker)
        worker.postMessage(message, moved)
        const answer = await answered
        this.#keep(worker, program)
        return answer
      } catch (error) {
        await worker.terminate()
        throw error
      }
    })
  }

  #take(program: string): Worker {
    const known = this.#waiting
    this.#waiting = null
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
      if (this.#waiting?.worker === worker) this.#waiting = null
    }
    return worker.on('error', forget).on('exit', forget)
  }

  #keep(worker: Worker, program: string): void {
    worker.unref()
    const end = () => {
      this.#waiting = null
      void worker.terminate()
    }
    this.#waiting = { worker, program, timer: setTimeout(end, waitingMs).unref() }
  }
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
