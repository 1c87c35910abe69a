import { z } from 'zod'
import { quoted } from '../quoted'

const roles = ['system', 'user', 'assistant', 'tool'] as const
export type Role = (typeof roles)[number]

/** One turn of a conversation, as trainers read it. */
export interface Message {
  role: Role
  content: string
}

const roleSchema = z.enum(roles, {
  error: ({ input }) => `${quoted(input)} is not a role. Use ${roles.slice(0, -1).join(', ')} or ${roles.at(-1)}.`,
})

const contentSchema = z.string({ error: 'Give "content" as text. Pictures and lists of parts cannot be shown.' })

/** Further fields of a turn are left out, but for calls of tools: without them the conversation would say something else. */
const messageSchema = z
  .looseObject({ role: roleSchema, content: contentSchema }, { error: 'Give each turn as { "role", "content" }.' })
  .superRefine((message, issue) => {
    for (const field of ['tool_calls', 'function_call']) {
      if (message[field] === undefined || message[field] === null) continue
      const text = `A turn with "${field}" cannot be shown. Write the call into its content.`
      issue.addIssue({ code: 'custom', path: [field], message: text })
    }
  })
  .transform(({ role, content }): Message => ({ role, content }))

const messagesSchema = z.array(messageSchema, { error: 'Give text or a list of turns { "role", "content" }.' })

/** What comes before the responses: a text (one user turn) or turns. */
export const promptSchema = z.preprocess(
  (prompt) => (typeof prompt === 'string' ? [{ role: 'user', content: prompt }] : prompt),
  messagesSchema
    .min(1, 'The prompt is empty. Give at least one turn.')
    .max(500, 'A prompt may have 500 turns at most.'),
)

/** One response: a text (one assistant turn) or turns that begin and end with the assistant. */
const completionSchema = z.preprocess(
  (content) => (typeof content === 'string' ? [{ role: 'assistant', content }] : content),
  messagesSchema
    .min(1, 'The response is empty. Give at least one turn.')
    .max(500, 'A response may have 500 turns at most.')
    .refine(
      (turns) => turns.at(0)?.role === 'assistant' && turns.at(-1)?.role === 'assistant',
      'A response begins and ends with the assistant. Move what comes before it to the prompt.',
    ),
)

export interface Response {
  /** Who wrote it; never shown to labelers. Null where the import line named nobody. */
  model: string | null
  content: Message[]
}

/** `{ "model"?, "content" }`, or the content alone. */
export const responseSchema = z.preprocess(
  (response) => (typeof response === 'string' || Array.isArray(response) ? { content: response } : response),
  z.object(
    {
      model: z
        .string({ error: 'Give "model" as text.' })
        .max(200, 'A model name may have 200 characters at most.')
        .nullish()
        .transform((model) => model ?? null),
      content: completionSchema,
    },
    { error: 'Give each response as { "model", "content" } or as text.' },
  ),
)
