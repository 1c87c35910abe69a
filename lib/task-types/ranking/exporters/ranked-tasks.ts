import type { Response } from '@/lib/core/conversation/message'
import type { ExportedTask, ExportTally } from '@/lib/core/task-type'
import { type Aggregate, aggregateOf } from '../aggregate'
import type { Answer, Payload } from '../schema'

export type Task = ExportedTask<Payload, Answer>

export interface Ranked {
  task: Task
  answers: Answer[]
  aggregate: Aggregate
}

export interface Placed {
  index: number
  response: Response
  meanRank: number
}

/** Tasks with answers and their common order; those without are counted. */
export async function* rankedTasks(tasks: AsyncIterable<Task>, tally: ExportTally): AsyncIterable<Ranked> {
  for await (const task of tasks) {
    const answers = task.annotations.map(({ answer }) => answer)
    if (answers.length === 0) {
      tally.count('tasks without answers')
      continue
    }
    yield { task, answers, aggregate: aggregateOf(answers, task.payload.responses.length) }
  }
}

/** Best first. */
export function placed({ task: { payload }, aggregate: { groups, meanRanks } }: Ranked): Placed[] {
  return groups.flat().flatMap((index) => {
    const response = payload.responses[index]
    const meanRank = meanRanks[index]
    return response === undefined || meanRank === undefined ? [] : [{ index, response, meanRank }]
  })
}

export function idOf(task: Task): string {
  return task.externalId ?? task.id
}
