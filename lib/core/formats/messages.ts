import { z } from 'zod'
import type { Message } from '../conversation/message'
import { AppError } from '../errors'

const roles = ['system', 'user', 'assistant', 'tool'] as const

const turn = z.looseObject(
  {
    role: z.enum(roles, { error: 'give each turn a role: system, user, assistant or tool.' }),
    content: z.string({ error: 'give the content of each turn as text.' }),
  },
  { error: 'give each turn as { "role", "content" }.' },
)

const turns = z.array(turn, { error: 'give a list of turns { "role", "content" }.' }).min(1, 'there is no turn here.')

/** A chat read from a file; calls of tools are refused, since without them the chat would say something else. @throws AppError `bad-input` */
export function messagesOf(value: unknown, field: string): Message[] {
  const result = turns.safeParse(value)
  const refuse = (problem: string, cause?: unknown) =>
    new AppError('bad-input', `field “${field}”: ${problem}`, { detail: { field }, cause })
  if (!result.success) throw refuse(result.error.issues[0]?.message ?? 'this is no chat.', result.error)
  return result.data.map((message) => {
    if (message.tool_calls !== undefined && message.tool_calls !== null)
      throw refuse('a turn with "tool_calls" has no place in these formats; write the call into its content.')
    return { role: message.role, content: message.content }
  })
}
