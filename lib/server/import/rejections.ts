import 'server-only'
import { importLimits } from './limits'
import type { LineProblem, RejectedLine } from './read-line'

/** Rejected lines: all counted, the first thousand kept, so that a million bad lines make no endless reply. */
export class Rejections {
  readonly lines: RejectedLine[] = []
  count = 0

  add(where: { line: number; excerpt: string }, { field, message }: LineProblem): void {
    this.count += 1
    if (this.lines.length >= importLimits.reportedLines) return
    this.lines.push({ line: where.line, field, message, excerpt: where.excerpt })
  }
}
