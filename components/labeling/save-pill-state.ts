import type { DraftState } from './draft-keeper'
import type { OutboxView } from './outbox'

/** The nine things the save pill can say. */
export type SavePillState =
  | { is: 'saved' }
  | { is: 'saving' }
  | { is: 'sent' }
  | { is: 'kept-here' }
  | { is: 'offline'; waiting: number }
  | { is: 'sending'; at: number; of: number }
  | { is: 'sign-in' }
  | { is: 'lease-ends'; minutes: number }
  | { is: 'not-accepted'; count: number }

export interface SavePillInput {
  draft: DraftState
  outbox: OutboxView
  /** An answer arrived less than two seconds ago. */
  justSent: boolean
  /** Of the task on the screen; null without one. */
  leaseEndsInMs: number | null
}

/** One sentence at a time, the most pressing first. 'Saved' only when the server has everything. */
export function savePillState({ draft, outbox, justSent, leaseEndsInMs }: SavePillInput): SavePillState {
  const refused = outbox.entries.filter((entry) => entry.refusal !== null).length
  const waiting = outbox.entries.length - refused
  if (refused > 0) return { is: 'not-accepted', count: refused }
  if (outbox.phase === 'signed-out' && waiting > 0) return { is: 'sign-in' }
  if (outbox.phase === 'offline' && waiting > 0) return { is: 'offline', waiting }
  if (outbox.phase === 'sending' && outbox.sending.of > 2) return { is: 'sending', ...outbox.sending }
  if (leaseEndsInMs !== null && leaseEndsInMs < 120_000)
    return { is: 'lease-ends', minutes: Math.max(1, Math.ceil(leaseEndsInMs / 60_000)) }
  if (draft.is === 'kept-here' || draft.is === 'elsewhere') return { is: 'kept-here' }
  if (waiting > 0 || draft.is === 'saving') return { is: 'saving' }
  return justSent ? { is: 'sent' } : { is: 'saved' }
}
