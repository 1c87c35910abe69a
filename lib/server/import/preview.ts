import 'server-only'
import { z } from 'zod'
import type { AnyTaskType, StoredMedia } from '@/lib/core/task-type'
import type { PreparedTask } from './task-line'
import { isProblem } from './task-line'

export const previewSchema = z.object({
  line: z.number(),
  id: z.string().nullable(),
  title: z.string(),
  /** Size of a picture, length of a recording. */
  media: z.array(z.string()),
  /** Who says what, in the words of the type. */
  answers: z.array(z.object({ annotator: z.string(), says: z.string() })),
  prelabel: z.string().nullable(),
  gold: z.string().nullable(),
})
export type Preview = z.infer<typeof previewSchema>

export const previewTasks = 5
const previewAnswers = 4

/** A task as a person recognises it before it is one. */
export function previewOf(task: PreparedTask, spec: AnyTaskType, config: unknown): Preview {
  const payload: unknown = spec.payload.parse(JSON.parse(task.payload))
  const says = (answer: string) => spec.summary(spec.goldFor(payload, config).parse(JSON.parse(answer)), config)
  const { answers } = task
  return {
    line: task.line,
    id: task.externalId,
    title: task.title,
    media: spec.mediaOf(payload).map(measureOf),
    answers: isProblem(answers)
      ? []
      : answers.annotations
          .slice(0, previewAnswers)
          .map(({ annotator, answer }) => ({ annotator, says: says(answer) })),
    prelabel: isProblem(answers) || answers.prelabel === null ? null : says(answers.prelabel),
    gold: task.gold === null ? null : says(task.gold),
  }
}

function measureOf({ width, height, durationSeconds }: StoredMedia): string {
  if (durationSeconds !== null) return `${Math.round(durationSeconds * 10) / 10} s`
  return width === null || height === null ? '' : `${width} × ${height} pixels`
}
