import 'server-only'
import { uptime } from 'node:os'

/** The deadline of a batch that has none; never null, so that both engines order it alike. */
export const noDeadline = new Date('9999-12-31T00:00:00.000Z')

const toleranceMs = 60_000
let anchor = read()

function read(): { wallMs: number; uptimeMs: number } {
  return { wallMs: Date.now(), uptimeMs: uptime() * 1000 }
}

/**
 * Milliseconds since 1970. Follows the machine's clock through small corrections, but not through a jump while the process
 * runs (a clock set by hand, a day forwards or back): leases would all die at once, or live for ever.
 */
export function nowMs(): number {
  const wallMs = Date.now()
  if (Math.abs(wallMs - anchor.wallMs) < toleranceMs / 2) return wallMs
  const here = read()
  const steadyMs = anchor.wallMs + (here.uptimeMs - anchor.uptimeMs)
  if (Math.abs(here.wallMs - steadyMs) > toleranceMs) return Math.round(steadyMs)
  anchor = here
  return wallMs
}

export function now(): Date {
  return new Date(nowMs())
}
