import 'server-only'

/** How long a task stays a labeler's without a sign of life. */
export const leaseMs = 30 * 60_000

/** How long an answer may be taken back or replaced. */
export const graceMs = 10 * 60_000
