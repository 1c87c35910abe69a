import { z } from 'zod'

const stored = {
  id: z.string().min(1),
  name: z.string().min(1),
  sha256: z.string().min(1),
  mime: z.string().min(1),
}

/** A stored picture; its size is that after EXIF orientation. */
export const storedImage = z.object({
  ...stored,
  width: z.number().positive(),
  height: z.number().positive(),
  durationSeconds: z.null(),
})

export const storedAudio = z.object({
  ...stored,
  width: z.null(),
  height: z.null(),
  durationSeconds: z.number().positive(),
})

/** The path of a media file as an import line names it. */
export const mediaPath = (what: string) =>
  z
    .string({ error: `Give "${what}" as text: the path of the file, such as "${what}s/one".` })
    .trim()
    .min(1, `"${what}" is empty. Name the file that the task shows.`)
    .max(1000, `"${what}" is longer than 1,000 characters. Give the path of a file.`)
