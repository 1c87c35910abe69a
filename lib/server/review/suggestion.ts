import 'server-only'

/** What a reviewer may start a merge from. */
export interface Suggestion {
  label: string
  answer: unknown
}

/** Filled by the types' own aggregations. */
export function suggestionFor(_review: unknown): Suggestion | null {
  return null
}
