import { AppError } from '@/lib/core/errors'
import type { AnyTaskType } from '@/lib/core/task-type'
import { boundingBox } from './bounding-box'
import { preference } from './preference'
import { ranking } from './ranking'
import { sentiment } from './sentiment'
import { transcription } from './transcription'

/** Every task type there is: a new one is a folder and a line here. The keys are stored, so they never change. */
export const taskTypes = {
  'bounding-box': boundingBox,
  preference,
  ranking,
  sentiment,
  transcription,
} satisfies Record<string, AnyTaskType>

export type TaskTypeId = keyof typeof taskTypes

export function isTaskTypeId(id: string): id is TaskTypeId {
  return Object.hasOwn(taskTypes, id)
}

/** @throws AppError `bad-input` where no type has this id. */
export function taskTypeOf(id: string): AnyTaskType {
  if (isTaskTypeId(id)) return taskTypes[id]
  const known = Object.keys(taskTypes).join(', ')
  throw new AppError('bad-input', `There is no task type “${id}”. Use one of ${known}.`, {
    detail: { field: 'taskType' },
  })
}
