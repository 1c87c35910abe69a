import { z } from 'zod'
import { mediaPath, storedImage } from '@/lib/task-types/stored-media'

const paletteSize = 12
/** So many boxes nobody draws by hand; more is a fault of the client. */
const mostBoxes = 5000
/** Rounding in doubles may push an edge this far (pixels) over the border. */
export const rounding = 1e-6

export const lineSchema = z.object({ image: mediaPath('image') })
export type Line = z.infer<typeof lineSchema>

export const payloadSchema = z.object({ image: storedImage })
export type Payload = z.infer<typeof payloadSchema>

/** What a labeler's browser gets: enough to show the picture and to stay inside it. Not its name, which may give the answer away. */
export interface View {
  image: { id: string; width: number; height: number }
}

const colorSchema = z
  .string()
  .regex(
    /^(label-([1-9]|1[0-2])|#[0-9a-f]{6})$/i,
    'Give a colour as label-1 to label-12 or as six hexadecimal digits, such as #2b6fe0.',
  )

const labelNameSchema = z
  .string()
  .trim()
  .min(1, 'A label needs a name.')
  .max(80, 'A label name may have 80 characters at most.')

/** A label may be given by its name alone; it then takes the next colour of the palette. */
const labelSchema = z.union([
  labelNameSchema.transform((name) => ({ name, color: undefined })),
  z.object({ name: labelNameSchema, color: colorSchema.optional() }),
])

export const configSchema = z.object({
  labels: z
    .array(labelSchema)
    .min(1, 'Give at least one label.')
    .max(500, 'At most 500 labels.')
    .refine(
      (labels) => new Set(labels.map((label) => label.name)).size === labels.length,
      'Two labels have the same name.',
    )
    .transform((labels) =>
      labels.map((label, index) => ({ name: label.name, color: label.color ?? `label-${(index % paletteSize) + 1}` })),
    ),
})
export type Config = z.infer<typeof configSchema>
export type BoxLabel = Config['labels'][number]

export const defaultConfig: Config = {
  labels: [
    { name: 'Person', color: 'label-1' },
    { name: 'Animal', color: 'label-2' },
    { name: 'Vehicle', color: 'label-3' },
    { name: 'Object', color: 'label-4' },
  ],
}

const coordinate = z.number({ error: 'Give x, y, width and height as numbers of pixels.' })

const boxSchema = z.object({ label: z.string(), x: coordinate, y: coordinate, width: coordinate, height: coordinate })
export type LabeledBox = z.infer<typeof boxSchema>

export interface Answer {
  boxes: LabeledBox[]
}

/** Boxes of the project's labels, at least 1 px each way, inside this image. No boxes is an answer: nothing to box. */
export function answerFor(payload: Payload, config: Config): z.ZodType<Answer> {
  return z.object({ boxes: boxesIn(payload, config) })
}

/** `{ "boxes": [...] }` or the list alone. */
export function goldFor(payload: Payload, config: Config): z.ZodType<Answer> {
  return z.union([answerFor(payload, config), boxesIn(payload, config).transform((boxes) => ({ boxes }))])
}

function boxesIn(payload: Payload, config: Config) {
  const names = new Set(config.labels.map((label) => label.name))
  const { width, height } = payload.image
  const checked = boxSchema.superRefine((box, issue) => {
    const refuse = (path: keyof LabeledBox, message: string) =>
      issue.addIssue({ code: 'custom', path: [path], message })
    if (!names.has(box.label)) {
      refuse('label', `“${box.label}” is not a label of this project. Use ${[...names].join(', ')}.`)
    }
    if (box.width < 1) refuse('width', `The box is ${box.width} px wide. Make it at least 1 px.`)
    if (box.height < 1) refuse('height', `The box is ${box.height} px high. Make it at least 1 px.`)
    if (box.x < 0) refuse('x', 'The box begins left of the image. Move it inside.')
    if (box.y < 0) refuse('y', 'The box begins above the image. Move it inside.')
    if (box.x + box.width > width + rounding) {
      refuse(
        'x',
        `The box ends at ${box.x + box.width} px, right of the image, which is ${width} px wide. Move it inside.`,
      )
    }
    if (box.y + box.height > height + rounding) {
      refuse(
        'y',
        `The box ends at ${box.y + box.height} px, below the image, which is ${height} px high. Move it inside.`,
      )
    }
  })
  return z.array(checked).max(mostBoxes, `More than ${mostBoxes} boxes. Send fewer.`)
}
