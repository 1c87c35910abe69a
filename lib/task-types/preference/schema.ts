import { z } from 'zod'
import { type Message, promptSchema, type Response, responseSchema } from '@/lib/core/conversation/message'
import { quoted } from '@/lib/core/quoted'

const justTwo = 'Give exactly two responses.'

const pairSchema = z
  .array(responseSchema, { error: justTwo })
  .length(2, justTwo)
  .transform(([first, second], issue): [Response, Response] => {
    if (first && second) return [first, second]
    issue.addIssue({ code: 'custom', message: justTwo })
    return z.NEVER
  })

export const lineSchema: z.ZodType<Line> = z.object({ prompt: promptSchema, responses: pairSchema })

/** The order of the import line is the canonical one: the first response is a, the second b, wherever they are shown. */
export interface Line {
  prompt: Message[]
  responses: [Response, Response]
}
export type Payload = Line

/** The turns and nothing else: no model names. */
export interface View {
  prompt: Message[]
  responses: Message[][]
}

const aspectSchema = z
  .string()
  .trim()
  .min(1, 'An aspect needs a name.')
  .max(60, 'An aspect may have 60 characters at most.')
  .refine((name) => name !== '__proto__', 'Choose another name for this aspect.')

export const configSchema = z.object({
  /** Ask how much better: slightly, clearly or far. */
  strength: z.boolean().default(true),
  tie: z.boolean().default(true),
  bothBad: z.boolean().default(true),
  rationale: z.enum(['off', 'optional', 'required']).default('optional'),
  aspects: z
    .array(aspectSchema)
    .max(9, 'At most nine aspects.')
    .refine((names) => new Set(names).size === names.length, 'Two aspects have the same name.')
    .default([]),
})
export type Config = z.infer<typeof configSchema>

export const defaultConfig: Config = {
  strength: true,
  tie: true,
  bothBad: true,
  rationale: 'optional',
  aspects: [],
}

export const choices = ['a', 'b', 'tie', 'both-bad'] as const
export type Choice = (typeof choices)[number]
/** 1 slightly, 2 clearly, 3 far better. */
export type Strength = 1 | 2 | 3
export type AspectChoice = 'a' | 'b' | 'tie'

/** In canonical order: a is the first response of the import line, whatever side it was shown on. */
export interface Answer {
  choice: Choice
  strength?: Strength
  rationale?: string
  aspects?: Record<string, AspectChoice>
}

export function answerFor(_payload: Payload, config: Config): z.ZodType<Answer> {
  return answerShape(config).superRefine((answer, issue) => {
    const refuse = (path: keyof Answer, message: string) => issue.addIssue({ code: 'custom', path: [path], message })
    if (config.strength && isDecisive(answer.choice) && answer.strength === undefined) {
      refuse('strength', 'Say how much better: 1 slightly, 2 clearly, 3 far.')
    }
    if (config.rationale === 'required' && answer.rationale === undefined) refuse('rationale', 'Write why.')
  })
}

/** `{ "choice" }` is enough; strength, rationale and aspects may be given. */
export function goldFor(_payload: Payload, config: Config): z.ZodType<Answer> {
  return answerShape(config)
}

function answerShape(config: Config) {
  const open = openChoices(config)
  const names = `${open.slice(0, -1).join(', ')} or ${open.at(-1)}`
  return z
    .strictObject({
      choice: z.enum(choices, { error: `Choose ${names}.` }).refine((choice) => open.includes(choice), {
        error: ({ input }) => `${quoted(input)} is not offered in this project. Use ${names}.`,
      }),
      strength: z
        .literal([1, 2, 3], { error: 'Give strength as 1 (slightly), 2 (clearly) or 3 (far better).' })
        .optional(),
      rationale: z.string().max(10_000, 'The reason may have 10,000 characters at most.').optional(),
      aspects: z.record(z.string(), z.enum(['a', 'b', 'tie'], { error: 'Judge an aspect as a, b or tie.' })).optional(),
    })
    .superRefine((answer, issue) => {
      const refuse = (path: string[], message: string) => issue.addIssue({ code: 'custom', path, message })
      if (answer.strength !== undefined && !config.strength)
        refuse(['strength'], 'This project does not ask for strength. Leave it out.')
      if (answer.strength !== undefined && !isDecisive(answer.choice))
        refuse(['strength'], 'Only a or b can be better by some strength.')
      if (answer.rationale !== undefined && config.rationale === 'off') {
        refuse(['rationale'], 'This project does not ask for a reason. Leave it out.')
      }
      for (const name of Object.keys(answer.aspects ?? {})) {
        if (!config.aspects.includes(name)) refuse(['aspects', name], `“${name}” is not an aspect of this project.`)
      }
    })
    .transform((answer) => tidy(answer, config))
}

/** Empty parts left out, aspects in their declared order: equal answers are equal text. */
function tidy(answer: Answer, config: Config): Answer {
  const rationale = answer.rationale?.trim()
  const judged = config.aspects.flatMap((name): [string, AspectChoice][] => {
    const judgement = answer.aspects?.[name]
    return judgement === undefined ? [] : [[name, judgement]]
  })
  return {
    choice: answer.choice,
    ...(answer.strength === undefined ? {} : { strength: answer.strength }),
    ...(rationale ? { rationale } : {}),
    ...(judged.length > 0 ? { aspects: Object.fromEntries(judged) } : {}),
  }
}

/** The choices that this project offers, in their declared order. */
export function openChoices(config: Config): Choice[] {
  return choices.filter((choice) => (choice !== 'tie' || config.tie) && (choice !== 'both-bad' || config.bothBad))
}

export function isDecisive(choice: Choice): choice is 'a' | 'b' {
  return choice === 'a' || choice === 'b'
}
