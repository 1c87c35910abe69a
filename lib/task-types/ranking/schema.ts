import { z } from 'zod'
import { type Message, promptSchema, type Response, responseSchema } from '@/lib/core/conversation/message'

export const lineSchema: z.ZodType<Line> = z.object({
  prompt: promptSchema,
  responses: z
    .array(responseSchema, { error: 'Give the responses as a list.' })
    .min(3, 'Give three to ten responses. Two make a preference task.')
    .max(10, 'Give three to ten responses.'),
})

/** The order of the import line is the canonical one, wherever the responses are shown. */
export interface Line {
  prompt: Message[]
  responses: Response[]
}
export type Payload = Line

/** The turns and nothing else: no model names. */
export interface View {
  prompt: Message[]
  responses: Message[][]
}

export const configSchema = z.object({
  /** Several responses may share a place. */
  ties: z.boolean().default(true),
})
export type Config = z.infer<typeof configSchema>

export const defaultConfig: Config = { ties: true }

/** `ranks[i]` is the place of the i-th response of the import line: 1 best, equal = tied, no place left out: 1 2 2 3. */
export interface Answer {
  ranks: number[]
}

/** Competition ranks (1 2 2 4) and other gaps are closed, so that equal orders are equal text. */
export function answerFor(payload: Payload, config: Config): z.ZodType<Answer> {
  const n = payload.responses.length
  const everyOne = `Give ${n} ranks, one for each response.`
  return z.strictObject({
    ranks: z
      .array(
        z
          .int({ error: 'Give each rank as a whole number.' })
          .min(1, 'Ranks begin at 1, the best.')
          .max(n, `The last rank is ${n}.`),
        {
          error: everyOne,
        },
      )
      .length(n, everyOne)
      .refine(
        (ranks) => config.ties || new Set(ranks).size === ranks.length,
        'This project does not allow ties. Give each response its own place.',
      )
      .transform(denseRanks),
  })
}

/** `{ "ranks" }` or the list alone. */
export function goldFor(payload: Payload, config: Config): z.ZodType<Answer> {
  return z.preprocess((gold) => (Array.isArray(gold) ? { ranks: gold } : gold), answerFor(payload, config))
}

/** 1 2 2 4 → 1 2 2 3. */
export function denseRanks(ranks: readonly number[]): number[] {
  const places = [...new Set(ranks)].sort((a, b) => a - b)
  return ranks.map((rank) => places.indexOf(rank) + 1)
}
