import { z } from 'zod'
import { allFigures, type LongTable } from '@/lib/core/long-table/long-table'
import { textsApartInR } from '@/lib/core/long-table/r-lines'
import { unitOf } from './distance'
import { configSchema } from './schema'

const transcript = z.object({ text: z.string() })

export const longTable: LongTable = {
  columns: [],
  // Always an object: a bare text that begins like a formula would have to be changed.
  row: (answer) => ({ value: answer }),
  runs: (config, answers) => [allFigures(['--type', 'transcription', '--distance', unitOfAnswers(config, answers)])],
  distance: (config, answers) => ({
    imports: 'import csv, itertools, json, unicodedata; from rapidfuzz.distance import Levenshtein',
    read: `unicodedata.normalize("NFC", json.loads(value)["text"]).${unitOfAnswers(config, answers) === 'word' ? 'split()' : 'strip()'}`,
    distance: ['def distance(a, b): return Levenshtein.normalized_distance(a, b)'],
    r: textsApartInR(unitOfAnswers(config, answers)),
    expected: null,
  }),
}

function unitOfAnswers(config: unknown, answers: readonly unknown[]) {
  const texts = answers.map((answer) => transcript.parse(answer).text)
  return unitOf(texts, configSchema.parse(config))
}
