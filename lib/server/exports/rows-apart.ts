import 'server-only'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Counted } from './export-count'
import { type MadeStep, RowMaker, type RowQuestion, type RowStep } from './row-maker'
import type { RowRequest } from './row-thread'
import type { ReplacedCounts } from './scrub-report'

/** Steps at work or waiting in a thread: enough that it never waits, few enough to stay small. */
const stepsAhead = 4
const mostThreads = 2
/** Rows live for a moment: little room for them is enough. */
const resourceLimits = { maxYoungGenerationSizeMb: 12 }

export interface MadeCounts {
  count: Counted
  scrubbed: ReplacedCounts
}

/**
 * The rows of all steps in their order, made on threads of their own while the next are read and the last are written. `program` is the bundled
 * row-thread; without it the rows are made here. What was counted goes to `onCounts`, once a thread, before the end.
 */
export async function* rowsApart(
  question: RowQuestion,
  steps: AsyncIterable<RowStep>,
  program: string | null,
  onCounts: (counts: MadeCounts) => void,
): AsyncIterable<MadeStep> {
  if (program === null) {
    const maker = new RowMaker(question)
    for await (const step of steps) yield maker.make(step)
    onCounts(maker.counted())
    return
  }
  const count = Math.min(mostThreads, availableParallelism())
  const threads = Array.from({ length: count }, () => new RowThread(program, question))
  try {
    yield* inOrder(threads, steps)
    for (const thread of threads) onCounts(await thread.counted())
  } finally {
    await Promise.all(threads.map((thread) => thread.end()))
  }
}

async function* inOrder(threads: readonly RowThread[], steps: AsyncIterable<RowStep>): AsyncIterable<MadeStep> {
  const waiting: { thread: RowThread; made: Promise<MadeStep> }[] = []
  const taken = async function* (): AsyncIterable<MadeStep> {
    const first = waiting.shift()
    if (first === undefined) return
    const made = await first.made
    yield made
    first.thread.giveBack(made.made.map(({ rows }) => rows.bytes.buffer))
  }
  let next = 0
  for await (const step of steps) {
    const thread = threads[next % threads.length]
    if (thread === undefined) return
    next += 1
    const made = thread.make(step)
    // A thread that breaks is noticed when its turn comes.
    made.catch(() => {})
    waiting.push({ thread, made })
    if (waiting.length > threads.length * stepsAhead) yield* taken()
  }
  while (waiting.length > 0) yield* taken()
}

/** One thread; it answers in the order in which it was asked. */
class RowThread {
  readonly #worker: Worker
  readonly #asked: { resolve: (answer: MadeStep | MadeCounts) => void; reject: (reason: unknown) => void }[] = []
  #memory: ArrayBuffer[] = []
  #broken: Error | null = null

  constructor(program: string, question: RowQuestion) {
    // Made by reflection, since bundlers take `new Worker(…)` for a file to bundle.
    this.#worker = Reflect.construct(Worker, [program, { resourceLimits }])
    this.#worker.on('message', (answer: MadeStep | MadeCounts) => this.#asked.shift()?.resolve(answer))
    this.#worker.on('error', (error: Error) => this.#break(error))
    this.#worker.on('exit', () => this.#break(new Error('A thread that makes rows ended before its answer.')))
    this.#send({ question }, [])
  }

  async make(step: RowStep): Promise<MadeStep> {
    const memory = this.#memory.splice(0)
    const answer = await this.#ask({ step, memory }, memory)
    if ('made' in answer) return answer
    throw new Error('A thread that makes rows gave counts for a step.')
  }

  async counted(): Promise<MadeCounts> {
    const answer = await this.#ask({ end: true }, [])
    if ('count' in answer) return answer
    throw new Error('A thread that makes rows gave rows for its counts.')
  }

  /** Memory of an answer that is written. */
  giveBack(memory: readonly ArrayBuffer[]): void {
    this.#memory.push(...memory)
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #ask(request: RowRequest, memory: ArrayBuffer[]): Promise<MadeStep | MadeCounts> {
    return new Promise((resolve, reject) => {
      if (this.#broken !== null) {
        reject(this.#broken)
        return
      }
      this.#asked.push({ resolve, reject })
      this.#send(request, memory)
    })
  }

  #send(request: RowRequest, memory: ArrayBuffer[]): void {
    this.#worker.postMessage(request, memory)
  }

  #break(error: Error): void {
    this.#broken ??= error
    for (const { reject } of this.#asked.splice(0)) reject(error)
  }
}
