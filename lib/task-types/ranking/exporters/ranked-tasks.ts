import type { Response } from '@/lib/core/conversation/message'
import type { ExportedTask, ExportTally } from '@/lib/core/export/contract'
import { type Aggregate, aggregateOf } from '../aggregate'
import type { Answer, Payload } from '../schema'

export type Task = ExportedTask<Payload, Answer>

export interface Ranked {
  task: Task
  answers: Answer[]
  /** The order that counts: the verdict's groups, with the mean ranks of the annotators (of the verdict where they said nothing else). */
  aggregate: Aggregate
}

export interface Placed {
  index: number
  response: Response
  meanRank: number
}

/** The task and its one order; null, and counted why, where there is none. */
export function ranked(task: Task, tally: ExportTally): Ranked | null {
  const answers = task.annotations.map(({ answer }) => answer)
  const { answer, method } = task.verdict
  if (answer === null) {
    tally.count(answers.length === 0 ? 'tasks without answers' : 'tasks left out: no common order')
    return null
  }
  const n = task.payload.responses.length
  // Borda's order is that of the mean ranks of all; every other order has ranks of its own.
  return { task, answers, aggregate: aggregateOf(method === 'borda' ? answers : [answer], n) }
}

/** Best first. */
export function placed({ task: { payload }, aggregate: { groups, meanRanks } }: Ranked): Placed[] {
  return groups.flat().flatMap((index) => {
    const response = payload.responses[index]
    const meanRank = meanRanks[index]
    return response === undefined || meanRank === undefined ? [] : [{ index, response, meanRank }]
  })
}
