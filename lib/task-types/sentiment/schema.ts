import { z } from 'zod'
import { quoted } from '@/lib/core/quoted'

const paletteSize = 12

export const lineSchema = z.object({
  text: z
    .string({ error: 'Give "text" as text.' })
    .refine((text) => text.trim() !== '', '"text" is empty. Give the text to judge.')
    .max(100_000, '"text" is longer than 100,000 characters. Divide it.'),
})
export type Line = z.infer<typeof lineSchema>
export type Payload = Line
export type View = Line

const nameSchema = z
  .string({ error: 'Give a label as text.' })
  .trim()
  .min(1, 'A label needs a name.')
  .max(80, 'A label may have 80 characters at most.')

const colorSchema = z
  .string()
  .regex(
    /^(label-([1-9]|1[0-2])|#[0-9a-f]{6})$/i,
    'Give a colour as label-1 to label-12 or as six hexadecimal digits, such as #2b6fe0.',
  )

/** A label may be given by its value alone; it is then shown by it, in the next colour of the palette. */
const labelSchema = z.preprocess(
  (label) => (typeof label === 'string' ? { value: label } : label),
  z.object(
    { value: nameSchema, name: nameSchema.optional(), color: colorSchema.optional() },
    { error: 'Give each label as { "value", "name", "color" } or as text.' },
  ),
)

const different = (labels: { value: string }[]) => new Set(labels.map(({ value }) => value)).size === labels.length

export const configSchema = z.object({
  labels: z
    .array(labelSchema)
    .min(2, 'Give at least two labels.')
    .max(100, 'At most 100 labels.')
    .refine(different, 'Two labels have the same value.')
    .transform((labels) =>
      labels.map(({ value, name, color }, index) => ({
        value,
        name: name ?? value,
        color: color ?? `label-${(index % paletteSize) + 1}`,
      })),
    ),
  /** Ordinal: the labels are steps of one scale, in their declared order. */
  scale: z.enum(['nominal', 'ordinal']).default('nominal'),
  /** Several labels may hold at once. */
  multiple: z.boolean().default(false),
  /** Stands above the text. */
  question: z.string().trim().max(300, 'The question may have 300 characters at most.').default(''),
})
export type Config = z.infer<typeof configSchema>
export type SentimentLabel = Config['labels'][number]

export const defaultConfig: Config = {
  labels: [
    { value: 'positive', name: 'Positive', color: 'label-4' },
    { value: 'neutral', name: 'Neutral', color: 'label-10' },
    { value: 'negative', name: 'Negative', color: 'label-7' },
  ],
  scale: 'nominal',
  multiple: false,
  question: 'How does the writer feel about what they describe?',
}

/** One label, or, where several may be chosen, all that hold in their declared order. */
export type Answer = { label: string } | { labels: string[] }

export function answerFor(_payload: Payload, config: Config): z.ZodType<Answer> {
  return config.multiple ? severalLabels(config) : z.strictObject({ label: labelOf(config) })
}

/** `{ "label" }`, or `{ "labels" }` where several may be chosen. */
export function goldFor(_payload: Payload, config: Config): z.ZodType<Answer> {
  if (!config.multiple) return z.strictObject({ label: labelOf(config) })
  const asList = (gold: unknown) =>
    typeof gold === 'object' && gold !== null && 'label' in gold ? { labels: [gold.label] } : gold
  return z.preprocess(asList, severalLabels(config))
}

function severalLabels(config: Config) {
  return z.strictObject({
    labels: z
      .array(labelOf(config), { error: 'Give "labels" as a list.' })
      .min(1, 'Choose at least one label.')
      .transform((chosen) => config.labels.map(({ value }) => value).filter((value) => chosen.includes(value))),
  })
}

function labelOf(config: Config) {
  const values = config.labels.map(({ value }) => value)
  const names = `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
  return z.string({ error: `Give a label: ${names}.` }).refine((label) => values.includes(label), {
    error: ({ input }) => `${quoted(input)} is not a label of this project. Use ${names}.`,
  })
}

export function labelsOf(answer: Answer): string[] {
  return 'label' in answer ? [answer.label] : answer.labels
}
