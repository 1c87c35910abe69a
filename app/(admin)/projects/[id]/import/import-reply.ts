import { isRecord } from '@/components/labeling/assignment'

export interface RejectedLine {
  line: number
  field: string
  message: string
  excerpt: string
}

export interface FileReport {
  imported: number
  rejected: RejectedLine[]
  rejectedCount: number
  lines: number
}

/** The report in an import's reply, or in the problem that refused it whole. */
export function reportIn(value: unknown): FileReport | null {
  if (!isRecord(value) || !Array.isArray(value.rejected)) return null
  const { imported, lines, rejectedCount } = value
  const rejected = value.rejected.flatMap((line) => rejectedIn(line))
  return {
    imported: typeof imported === 'number' ? imported : 0,
    lines: typeof lines === 'number' ? lines : 0,
    rejected,
    rejectedCount: typeof rejectedCount === 'number' ? rejectedCount : rejected.length,
  }
}

function rejectedIn(value: unknown): RejectedLine[] {
  if (!isRecord(value) || typeof value.line !== 'number' || typeof value.message !== 'string') return []
  const { line, field, message, excerpt } = value
  return [
    {
      line,
      field: typeof field === 'string' ? field : '',
      message,
      excerpt: typeof excerpt === 'string' ? excerpt : '',
    },
  ]
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
