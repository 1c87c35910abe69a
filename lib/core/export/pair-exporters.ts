import { pairFormats } from '../formats/pair-formats'
import type { PairFormat, PreferencePair } from '../formats/preference-pair'
import type { ExportChunk, ExportedTask, Exporter, ExportTally } from '../task-type'
import { jsonl } from './jsonl'

type PairsOf<Payload, Answer> = (
  tasks: AsyncIterable<ExportedTask<Payload, Answer>>,
  tally: ExportTally,
) => AsyncIterable<PreferencePair>

/**
 * An exporter for each pair format, over the pairs that a task type makes of its tasks; `how` says by which rule a pair is decided
 * and ends each description.
 */
export function pairExporters<Payload, Answer, Config>(
  pairsOf: PairsOf<Payload, Answer>,
  how: string,
): Record<string, Exporter<Payload, Answer, Config>> {
  const exporters = Object.entries(pairFormats).map(
    ([name, format]: [string, PairFormat]): [string, Exporter<Payload, Answer, Config>] => [
      name,
      {
        label: format.label,
        description: `${format.description} ${how}`,
        write: (tasks, { tally }) => written(format, pairsOf(tasks, tally), tally),
      },
    ],
  )
  return Object.fromEntries(exporters)
}

async function* written(
  format: PairFormat,
  pairs: AsyncIterable<PreferencePair>,
  tally: ExportTally,
): AsyncIterable<ExportChunk> {
  yield* format.beside ?? []
  yield* jsonl(format.file, rowsOf(format, pairs, tally))
}

async function* rowsOf(format: PairFormat, pairs: AsyncIterable<PreferencePair>, tally: ExportTally) {
  for await (const pair of pairs) {
    const { rows, leftOut } = format.write(pair)
    if (rows === null) {
      tally.count(leftOut)
      continue
    }
    tally.count('pairs')
    yield* rows
  }
}
