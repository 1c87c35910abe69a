import { isRecord } from './assignment'
import { call, type Reply } from './labeling-api'

/** A batch that is open to the labeler. */
export interface OpenQueue {
  batchId: string
  projectName: string
  batchName: string
  left: number
}

export function readOpenQueues(): Promise<Reply<OpenQueue[]>> {
  return call((...args) => fetch(...args), 'GET', '/api/v1/queues', undefined, parseQueues)
}

function parseQueues(value: unknown): OpenQueue[] {
  const list = isRecord(value) ? value.queues : value
  if (!Array.isArray(list)) throw new TypeError('The list of queues came in an unknown form')
  return list.flatMap((queue) => {
    if (!isRecord(queue) || typeof queue.batchId !== 'string' || typeof queue.left !== 'number') return []
    const { batchId, projectName, batchName, left } = queue
    return [
      {
        batchId,
        projectName: typeof projectName === 'string' ? projectName : '',
        batchName: typeof batchName === 'string' ? batchName : '',
        left,
      },
    ]
  })
}
