import type { Command } from 'commander'
import { figuresTable } from '@/bin/figures-table'
import { measuredFile } from '@/bin/measure-file'
import { choice, choices, csvRecord, nameList, wholeNumber } from '@/bin/option-values'
import { AppError } from '@/lib/core/errors'
import type { AgreementSettings, KindSetting, ValueKind } from '@/lib/core/long-table/agreement-run'
import type { Row } from '@/lib/core/long-table/row'
import { valueKinds } from '@/lib/core/long-table/value-kinds'

/** As commander hands them over: a flag that was not given is missing. */
interface AgreementFlags extends Pick<AgreementSettings, 'bootstrap' | 'seed' | 'interval'> {
  type: string
  item: string
  annotator: string
  value: string
  by?: string
  json?: true
  measure?: string[]
  level?: AgreementSettings['level']
  categories?: string[]
  average?: AgreementSettings['average']
  pairs?: true
  classAgnostic?: true
  distance?: string
  ignore?: AgreementSettings['ignore']
  reference?: string
  bothBad?: AgreementSettings['bothBad']
  ties?: AgreementSettings['ties']
  scale?: AgreementSettings['scale']
}

/** `concord agreement FILE`: scores any long table, without a server, a database or a network. */
export function registerAgreement(program: Command): void {
  program
    .command('agreement')
    .description('Measure agreement between annotators in a file with the columns item, annotator, value.')
    .argument('<file>', '.jsonl, .ndjson, .csv or .tsv; - reads JSON lines from standard input')
    .option('--type <name>', `what a value is: ${[...valueKinds.keys()].join(', ')}`, 'categorical')
    .option('--item <column>', 'the column of the items', 'item')
    .option('--annotator <column>', 'the column of the annotators', 'annotator')
    .option('--value <column>', 'the column of the values', 'value')
    .option('--by <column>', 'split the lines by this column, each part computed as if alone')
    .option('--measure <names>', 'these measures only, separated by commas', nameList('--measure'))
    .option(
      '--level <level>',
      'nominal, ordinal, interval or ratio',
      choice('--level', ['nominal', 'ordinal', 'interval', 'ratio'] as const),
    )
    .option('--categories <list>', 'all categories in order, as one CSV record', csvRecord('--categories'))
    .option('--bootstrap <n>', 'resamples for the intervals', wholeNumber('--bootstrap', 0, 1_000_000), 0)
    .option('--seed <n>', 'decides all randomness', wholeNumber('--seed', 0, Number.MAX_SAFE_INTEGER), 1)
    .option(
      '--interval <kind>',
      'percentile or bca',
      choice('--interval', ['percentile', 'bca'] as const),
      'percentile' as const,
    )
    .option(
      '--average <kind>',
      'macro (over pairs, then items) or micro (pooled)',
      choice('--average', ['macro', 'micro'] as const),
    )
    .option('--pairs', 'add each pair of annotators')
    .option('--class-agnostic', 'boxes: match whatever the label')
    .option('--distance <name>', 'what alpha runs on; boxes: soft-f1 or f1@T, transcription: word or character')
    .option(
      '--ignore <list>',
      'transcription: case, punctuation, spaces',
      choices('--ignore', ['case', 'punctuation', 'spaces'] as const),
    )
    .option('--reference <name>', 'transcription: the annotator whose text is the truth')
    .option(
      '--both-bad <policy>',
      'preference: keep, tie or drop',
      choice('--both-bad', ['keep', 'tie', 'drop'] as const),
    )
    .option('--ties <policy>', 'preference: keep or drop', choice('--ties', ['keep', 'drop'] as const))
    .option('--scale <name>', 'preference: choice or strength', choice('--scale', ['choice', 'strength'] as const))
    .option('--json', 'print one JSON object, numbers unrounded')
    .action(printAgreement)
}

async function printAgreement(file: string, flags: AgreementFlags): Promise<void> {
  const kind = valueKinds.get(flags.type)
  if (!kind) throw new AppError('bad-input', `--type ${flags.type}: choose from ${[...valueKinds.keys()].join(', ')}.`)
  assertFitting(kind, flags)
  const settings = settingsOf(flags)
  const start = () => {
    const run = kind.start(settings)
    return { add: (row: Row) => run.add(row), result: () => run.figures() }
  }
  const output = { by: flags.by, json: flags.json ?? false, table: figuresTable }
  process.stdout.write(await measuredFile(file, start, output))
}

const optionOf = {
  level: '--level',
  categories: '--categories',
  classAgnostic: '--class-agnostic',
  distance: '--distance',
  ignore: '--ignore',
  reference: '--reference',
  bothBad: '--both-bad',
  ties: '--ties',
  scale: '--scale',
} as const satisfies Record<KindSetting, string>

/** An option that would be passed over without a word gives figures other than those asked for. */
function assertFitting(kind: ValueKind, flags: AgreementFlags): void {
  const own: readonly string[] = kind.settings
  const given: Partial<Record<string, unknown>> = { ...flags }
  const useless = Object.entries(optionOf).find(([name]) => given[name] !== undefined && !own.includes(name))
  if (useless) throw new AppError('bad-input', `${useless[1]} says nothing about --type ${flags.type}; leave it out.`)
}

function settingsOf(flags: AgreementFlags): AgreementSettings {
  return {
    columns: { item: flags.item, annotator: flags.annotator, value: flags.value },
    measures: flags.measure,
    level: flags.level,
    categories: flags.categories,
    bootstrap: flags.bootstrap,
    seed: flags.seed,
    interval: flags.interval,
    average: flags.average,
    pairs: flags.pairs ?? false,
    classAgnostic: flags.classAgnostic ?? false,
    distance: flags.distance,
    ignore: flags.ignore ?? [],
    reference: flags.reference,
    bothBad: flags.bothBad ?? 'keep',
    ties: flags.ties ?? 'keep',
    scale: flags.scale ?? 'choice',
  }
}
