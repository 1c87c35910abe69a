import 'server-only'
import type { Found } from './import-report'
import { Notes } from './notes'
import { Rejections } from './rejections'

/** The counts of an import at its beginning. */
export function nothingFound(): Found {
  return {
    rejections: new Rejections(),
    answerRejections: new Rejections(),
    notes: new Notes(),
    people: new Set(),
    tasks: 0,
    annotations: 0,
    prelabels: 0,
    previews: [],
  }
}
