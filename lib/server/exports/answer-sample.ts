import 'server-only'
import { scattered, textHash } from '@/lib/core/export-plan/text-hash'
import type { AnsweredTask } from '../agreement/answered-task'
import type { PassingTask } from './passing-tasks'

/** So many answered tasks are kept at most; beyond, about the half with the smallest hashes of their ids stays. */
const mostTasks = 20_000

/**
 * The answers that agreement is measured on: those of all tasks exported, or of a sample of them where there are very many. Which tasks are in it
 * depends on their ids alone, so that the same export gives the same figure.
 */
export class AnswerSample {
  #tasks: { hash: number; task: AnsweredTask }[] = []
  #bound = 2 ** 32

  add({ stored, kept, given }: PassingTask): void {
    const hash = scattered(textHash(stored.id, 0))
    if (hash >= this.#bound) return
    const ratings = kept.map(({ labelerId, timeSpentMs }, index) => ({
      annotator: labelerId,
      value: given[index],
      timeSpentMs,
    }))
    this.#tasks.push({ hash, task: { taskId: stored.id, batchId: '', ratings, gold: null } })
    while (this.#tasks.length > mostTasks) {
      this.#bound /= 2
      this.#tasks = this.#tasks.filter((kept) => kept.hash < this.#bound)
    }
  }

  get isWhole(): boolean {
    return this.#bound === 2 ** 32
  }

  get tasks(): AnsweredTask[] {
    return this.#tasks.map(({ task }) => task)
  }
}
