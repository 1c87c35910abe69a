import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sets, uncounted } from '@/lib/core/formats/box-sets.fixture'
import { writeLabelStudioBoxes } from '@/lib/core/formats/label-studio'
import { contentOf, readAs } from './mirror.fixture'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-label-studio-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

test('boxes written for Label Studio come back with their annotators, to the hundredth of a pixel', async () => {
  await fc.assert(
    fc.asyncProperty(sets(2), async (set) => {
      fc.pre(set.images.length > 0)
      const [file] = writeLabelStudioBoxes(set, uncounted)
      const { format, lines } = await readAs('bounding-box', file?.data ?? '', { contentType: 'application/json' })
      expect(format).toBe('label-studio')
      expect(contentOf(lines)).toMatchObject(
        set.images.map(({ file: image, answers }) => ({
          task: { image },
          annotations: answers.map(({ annotator, boxes }) => [annotator, { boxes }]),
        })),
      )
    }),
    { numRuns: 40 },
  )
})
