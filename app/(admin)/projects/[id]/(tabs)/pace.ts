export interface Pace {
  perDay: number
  /** What it rests on: answers, and the days from the first that had any until today. */
  answers: number
  days: number
}

/** How fast answers came, today last. Days before the first answer do not count: a project that began yesterday is not slow. */
export function paceOf(days: readonly { answers: number }[]): Pace | null {
  const first = days.findIndex(({ answers }) => answers > 0)
  if (first < 0) return null
  const counted = days.slice(first)
  const answers = counted.reduce((sum, one) => sum + one.answers, 0)
  return { perDay: answers / counted.length, answers, days: counted.length }
}

const dayMs = 86_400_000

/** When so many more answers will be there, in milliseconds since 1970; null while none come. */
export function doneAt(left: number, pace: Pace | null, nowMs: number): number | null {
  return pace === null ? null : nowMs + (left / pace.perDay) * dayMs
}
