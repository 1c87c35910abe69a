import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { MirroredAnnotation } from '@/lib/core/import-formats/mirror'
import { importLimits } from './limits'

/** Why one line cannot become a task: where, and what would mend it. */
export interface LineProblem {
  /** Path of the field, '' for the line as a whole. */
  field: string
  message: string
}

/** One line of any format, before a task type has looked at it. */
export type ReadLine = { line: number; characters: number; excerpt: string } & (
  | { value: Record<string, unknown>; asText: Record<string, unknown> | null; answers?: BroughtAnswers }
  | { problem: LineProblem }
)

/** What others have said about a task, as the file brings it. */
export interface BroughtAnswers {
  prelabel: MirroredAnnotation | null
  annotations: readonly MirroredAnnotation[]
}

export interface RejectedLine extends LineProblem {
  line: number
  excerpt: string
}

export function excerptOf(text: string): string {
  // Only the beginning: every line passes here, few are shown.
  const line = text
    .slice(0, importLimits.excerptCharacters * 8)
    .replace(/\s+/g, ' ')
    .trim()
  const letters = [...line.slice(0, importLimits.excerptCharacters * 2)]
  if (letters.length <= importLimits.excerptCharacters) return line
  return `${letters.slice(0, importLimits.excerptCharacters).join('')}…`
}

/** The whole file is refused: a broken one may have lost lines, and no one could tell which. */
export function brokenFile(line: number, message: string, cause?: unknown): AppError {
  return new AppError('invalid-content', `Line ${line}: ${message} Nothing was imported.`, { cause, detail: { line } })
}

export function lineTooLong(line: number): AppError {
  return new AppError(
    'too-large',
    `Line ${line} is longer than 1 MB. Split it, or move media into files. Nothing was imported.`,
    {
      detail: { line },
    },
  )
}
