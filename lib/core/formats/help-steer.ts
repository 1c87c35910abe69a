import { AppError } from '../errors'
import { messagesOf } from './messages'
import type { PreferencePair } from './preference-pair'

/** A row of HelpSteer3's preference part; null where both are about the same. @throws AppError `bad-input` */
export function readHelpSteer(row: Record<string, unknown>): PreferencePair | null {
  const { context, response1, response2, overall_preference: preference, individual_preference: _, ...about } = row
  const refuse = (field: string, problem: string) =>
    new AppError('bad-input', `field “${field}”: ${problem}`, { detail: { field } })
  if (typeof preference !== 'number' || !Number.isInteger(preference) || Math.abs(preference) > 3)
    throw refuse('overall_preference', 'give a whole number from −3 (response 1 much better) to 3.')
  if (typeof response1 !== 'string') throw refuse('response1', 'give the response as text.')
  if (typeof response2 !== 'string') throw refuse('response2', 'give the response as text.')
  if (preference === 0) return null
  const [chosen, rejected] = preference < 0 ? [response1, response2] : [response2, response1]
  return {
    prompt: messagesOf(context, 'context'),
    chosen: [{ role: 'assistant', content: chosen }],
    rejected: [{ role: 'assistant', content: rejected }],
    margin: Math.abs(preference),
    about,
  }
}
