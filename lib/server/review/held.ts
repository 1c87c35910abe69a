import 'server-only'
import { now } from '../clock'

/** Whether a reviewer has the task at this moment. A lease that is over stays in its row until somebody else takes the task. */
export function isHeld({ state, leaseUntil }: { state: string; leaseUntil: Date | null }): boolean {
  return state === 'open' && leaseUntil !== null && leaseUntil > now()
}
