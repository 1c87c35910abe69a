import 'server-only'
import { z } from 'zod'
import type { Notes } from './notes'
import { type Preview, previewSchema } from './preview'
import type { Rejections } from './rejections'

const rejectedSchema = z.object({ line: z.number(), field: z.string(), message: z.string(), excerpt: z.string() })

/** What the file says about its tasks beside the tasks. */
const answersSchema = z.object({
  /** What becomes of them; null where nothing was said, as in a look at a file. */
  use: z.enum(['prelabel', 'annotations', 'ignore']).nullable(),
  /** Tasks with an answer. */
  tasks: z.number(),
  annotations: z.number(),
  /** Suggestions that the format marks as such. */
  prelabels: z.number(),
  annotators: z.array(z.string()),
  annotatorCount: z.number(),
  /** Lines whose answers do not fit the project: left out unless answers are ignored. Counted apart only in a look at a file. */
  rejected: z.array(rejectedSchema),
  rejectedCount: z.number(),
})
export type AnswersReport = z.infer<typeof answersSchema>

const noAnswers: AnswersReport = {
  use: null,
  tasks: 0,
  annotations: 0,
  prelabels: 0,
  annotators: [],
  annotatorCount: 0,
  rejected: [],
  rejectedCount: 0,
}

export const importResultSchema = z.object({
  /** Tasks added, or that would be in a dry run. */
  imported: z.number(),
  rejected: z.array(rejectedSchema),
  /** All rejected lines; `rejected` names the first thousand. */
  rejectedCount: z.number(),
  lines: z.number(),
  dryRun: z.boolean(),
  /** `tasks`, or the name of the format it was read as. */
  format: z.string().default('tasks'),
  answers: answersSchema.default(noAnswers),
  /** What tasks and answers have no place for. */
  notes: z.array(z.object({ what: z.string(), count: z.number() })).default([]),
  /** The first tasks, in a look at a file. */
  preview: z.array(previewSchema).default([]),
})
export type ImportResult = z.infer<typeof importResultSchema>

export interface ImportCounts {
  lines: number
  imported: number
  rejected: number
}

/** What is counted on the way, for the reply. */
export interface Found {
  rejections: Rejections
  answerRejections: Rejections
  notes: Notes
  people: Set<string>
  tasks: number
  annotations: number
  prelabels: number
  previews: Preview[]
}

const namedPeople = 50

export function reportOf(
  counts: ImportCounts,
  found: Found,
  about: { dryRun: boolean; format: string; use: AnswersReport['use'] },
): ImportResult {
  const byLine = (rejections: Rejections) => rejections.lines.toSorted((a, b) => a.line - b.line)
  const people = [...found.people].toSorted()
  return {
    imported: counts.imported,
    rejected: byLine(found.rejections),
    rejectedCount: found.rejections.count,
    lines: counts.lines,
    dryRun: about.dryRun,
    format: about.format,
    answers: {
      use: about.use,
      tasks: found.tasks,
      annotations: found.annotations,
      prelabels: found.prelabels,
      annotators: people.slice(0, namedPeople),
      annotatorCount: people.length,
      rejected: byLine(found.answerRejections),
      rejectedCount: found.answerRejections.count,
    },
    notes: found.notes.list(),
    preview: found.previews,
  }
}
