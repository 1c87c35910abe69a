import { z } from 'zod'
import { isRecord } from '@/components/labeling/assignment'

const rejectedSchema = z.object({
  line: z.number(),
  field: z.string().default(''),
  message: z.string(),
  excerpt: z.string().default(''),
})
export type RejectedLine = z.infer<typeof rejectedSchema>

const answersSchema = z.object({
  tasks: z.number(),
  annotations: z.number(),
  prelabels: z.number(),
  annotators: z.array(z.string()),
  annotatorCount: z.number(),
  rejected: z.array(rejectedSchema),
  rejectedCount: z.number(),
})
export type AnswersFound = z.infer<typeof answersSchema>

const previewSchema = z.object({
  line: z.number(),
  id: z.string().nullable(),
  title: z.string(),
  media: z.array(z.string()),
  answers: z.array(z.object({ annotator: z.string(), says: z.string() })),
  prelabel: z.string().nullable(),
  gold: z.string().nullable(),
})
export type TaskPreview = z.infer<typeof previewSchema>

const noAnswers: AnswersFound = {
  tasks: 0,
  annotations: 0,
  prelabels: 0,
  annotators: [],
  annotatorCount: 0,
  rejected: [],
  rejectedCount: 0,
}

const reportSchema = z.object({
  imported: z.number().default(0),
  rejected: z.array(rejectedSchema),
  rejectedCount: z.number().default(0),
  lines: z.number().default(0),
  format: z.string().default('tasks'),
  answers: answersSchema.default(noAnswers),
  notes: z.array(z.object({ what: z.string(), count: z.number() })).default([]),
  preview: z.array(previewSchema).default([]),
})
export type FileReport = z.infer<typeof reportSchema>

/** What becomes of the answers a file brings. */
export type AnswerUse = 'prelabel' | 'annotations' | 'ignore'

/** The report in an import's reply, or in the problem that refused it whole. */
export function reportIn(value: unknown): FileReport | null {
  return reportSchema.safeParse(value).data ?? null
}

/** The report as it stands once somebody has said what becomes of answers: those that do not fit cost their lines. */
export function reportFor(report: FileReport, use: AnswerUse | null): FileReport {
  const { answers } = report
  if (use === null || use === 'ignore' || answers.rejectedCount === 0) return report
  return {
    ...report,
    imported: report.imported - answers.rejectedCount,
    rejected: [...report.rejected, ...answers.rejected].toSorted((a, b) => a.line - b.line),
    rejectedCount: report.rejectedCount + answers.rejectedCount,
  }
}

/** A sentence of a problem document, or our own where the reply is none. */
export function sentenceIn(problem: unknown): string {
  return isRecord(problem) && typeof problem.detail === 'string'
    ? problem.detail
    : 'The server refused this file without saying why. Its log has the reason.'
}

export interface ServerProgress {
  state: string
  lines: number
  imported: number
}

export function progressIn(value: unknown): ServerProgress | null {
  if (!isRecord(value) || typeof value.state !== 'string') return null
  const { state, lines, imported } = value
  return { state, lines: typeof lines === 'number' ? lines : 0, imported: typeof imported === 'number' ? imported : 0 }
}
