import 'server-only'
import { answerFilter } from './answer-filter'
import type { ExportTarget } from './export-target'
import { type NameRule, namesBy } from './names-by'
import type { ExportPass } from './passing-tasks'
import { ScrubReport } from './scrub-report'
import { StoredAnswers } from './stored-answers'

/** What the database says of people, read once for all passes; plain data. */
export interface KnownPeople {
  names: NameRule
  /** Whose answers count nowhere. */
  excluded: ReadonlySet<string>
}

/** A pass over an export's tasks before anything is known of them. */
export function passOf(target: ExportTarget, { names, excluded }: KnownPeople): ExportPass {
  const { spec, config, batches, filters, aggregation } = target
  return {
    spec,
    config,
    batches,
    filters,
    nameOf: namesBy(names),
    answers: answersAnew(filters),
    reasonAgainst: answerFilter(filters, excluded),
    aggregation: aggregation.method,
    verdicts: null,
    splitOf: null,
    duplicate: null,
    onStep: async () => {},
  }
}

export function answersAnew({ scrub }: ExportTarget['filters']): StoredAnswers {
  return new StoredAnswers(scrub, new ScrubReport())
}
