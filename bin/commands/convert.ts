import type { Command } from 'commander'
import { convertBoxes } from '@/bin/convert/boxes'
import { kindOf, sourceNames, sourceOf, targetNames } from '@/bin/convert/kind-of'
import { writeFiles, writeRows } from '@/bin/convert/output'
import { convertPairs, pairFiles } from '@/bin/convert/pairs'
import { convertSpeech } from '@/bin/convert/speech'
import { StderrTally } from '@/bin/convert/tally'
import { choice, csvRecord } from '@/bin/option-values'
import { inFile } from '@/bin/read-rows'
import { AppError } from '@/lib/core/errors'
import { shortened } from '@/lib/core/import-formats/mirrored-rows'

interface ConvertFlags {
  to: string
  from?: string
  out?: string
  item: string
  annotator: string
  value: string
  categories?: string[]
}

/** `concord convert FILE --to FORMAT`: exporters and importers over files alone, without a server, a database or a network. */
export function registerConvert(program: Command): void {
  program
    .command('convert')
    .description('Convert a file of answers from one format into another. What a format cannot hold is counted.')
    .argument('<file>', 'lines as for agreement, or what --from names; - reads JSON lines from standard input')
    .requiredOption('--to <format>', targetNames.join(', '), choice('--to', targetNames))
    .option('--from <format>', `${sourceNames.join(', ')} (default: lines)`, choice('--from', sourceNames))
    .option('--out <folder>', 'where the files go; needed where there are several')
    .option('--item <column>', 'lines: the column of the items', 'item')
    .option('--annotator <column>', 'lines: the column of the annotators', 'annotator')
    .option('--value <column>', 'lines: the column of the values', 'value')
    .option('--categories <list>', 'boxes: all labels in order, as one CSV record', csvRecord('--categories'))
    .action(convert)
}

/** Messages quote what stands in the file, which may be long. */
function briefly(error: unknown): unknown {
  if (!(error instanceof AppError)) return error
  return new AppError(error.code, shortened(error.message), { cause: error, detail: error.detail })
}

async function convert(file: string, flags: ConvertFlags): Promise<void> {
  const { to, item, annotator, value, categories, out } = flags
  const tally = new StderrTally()
  const from = sourceOf(file, flags.from)
  const conversion = { file, from, to, columns: { item, annotator, value }, categories, tally }
  try {
    const kind = await kindOf(conversion)
    if (kind === 'pairs') await writeRows(convertPairs(conversion), pairFiles(to), out)
    if (kind === 'boxes') await writeFiles(await convertBoxes(conversion), out)
    if (kind === 'speech') await writeFiles(await convertSpeech(conversion), out)
  } catch (error) {
    throw inFile(file, briefly(error))
  }
  tally.report()
}
