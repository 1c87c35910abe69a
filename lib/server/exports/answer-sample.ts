import 'server-only'
import { scattered, textHash } from '@/lib/core/export-plan/text-hash'
import type { AnsweredTask } from '../agreement/answered-task'
import type { PassingTask } from './passing-tasks'

/** So many answered tasks are kept at most; beyond, about the half with the smallest hashes of their ids stays. */
const mostTasks = 20_000
const everything = 2 ** 32

export interface SampledTask {
  hash: number
  task: AnsweredTask
}

/**
 * The answers that agreement is measured on: those of all tasks exported, or of a sample of them where there are very many. Which tasks are in it
 * depends on their ids alone, so that the same export gives the same figure.
 */
export class AnswerSample {
  #tasks: SampledTask[] = []
  #bound = everything

  add({ stored, kept, given }: PassingTask): void {
    const hash = scattered(textHash(stored.id, 0))
    if (hash >= this.#bound) return
    const ratings = kept.map(({ labelerId, timeSpentMs }, index) => ({
      annotator: labelerId,
      value: given[index],
      timeSpentMs,
    }))
    this.keep({ hash, task: { taskId: stored.id, batchId: '', ratings, gold: null } })
  }

  /** A task that may be in the sample. */
  keep(sampled: SampledTask): void {
    if (sampled.hash >= this.#bound) return
    this.#tasks.push(sampled)
    while (this.#tasks.length > mostTasks) {
      this.#bound /= 2
      this.#tasks = this.#tasks.filter((kept) => kept.hash < this.#bound)
    }
  }

  get isWhole(): boolean {
    return this.#bound === everything
  }

  get sampled(): readonly SampledTask[] {
    return this.#tasks
  }

  /** By hash, so that it does not matter in which order they came. */
  get tasks(): AnsweredTask[] {
    return this.#tasks
      .toSorted((a, b) => a.hash - b.hash || (a.task.taskId < b.task.taskId ? -1 : 1))
      .map(({ task }) => task)
  }
}
