import type { Command } from 'commander'
import { aggregateTable } from '@/bin/aggregate-table'
import { measuredFile } from '@/bin/measure-file'
import { choice, wholeNumber } from '@/bin/option-values'
import type { AggregateSettings, MethodSetting, TypedMethod } from '@/lib/core/aggregation/aggregate-run'
import { aggregateMethods } from '@/lib/core/aggregation/methods'
import { AppError } from '@/lib/core/errors'

/** As commander hands them over: a flag that was not given is missing. */
interface AggregateFlags {
  method: string
  type?: string
  item: string
  annotator: string
  value: string
  by?: string
  json?: true
  seed: number
  gold?: string
  repeats?: AggregateSettings['repeats']
  smoothing?: number
  iou?: number
  ties?: AggregateSettings['ties']
  bothBad?: AggregateSettings['bothBad']
  orderEffect?: true
  penalty?: number
  strength?: true
}

/** `concord aggregate FILE`: the one answer of each item, or the strengths of competitors, without a server, a database or a network. */
export function registerAggregate(program: Command): void {
  program
    .command('aggregate')
    .description(
      'Make one answer, or one order, of many annotators’ values in a file with the columns item, annotator, value.',
    )
    .argument('<file>', '.jsonl, .ndjson, .csv or .tsv; - reads JSON lines from standard input')
    .requiredOption('--method <name>', [...aggregateMethods.keys()].join(', '))
    .option('--type <name>', 'what a value is; without it what the method usually takes')
    .option('--item <column>', 'the column of the items', 'item')
    .option('--annotator <column>', 'the column of the annotators', 'annotator')
    .option('--value <column>', 'the column of the values', 'value')
    .option('--by <column>', 'split the lines by this column, each part computed as if alone')
    .option('--gold <column>', 'labels: the column of the known answers, for the accuracy')
    .option(
      '--repeats <policy>',
      'dawid-skene: last (a later line of an annotator on an item replaces the earlier) or all (both count)',
      choice('--repeats', ['last', 'all'] as const),
    )
    .option(
      '--smoothing <s>',
      'dawid-skene: added to every count of the confusion matrices',
      atLeastZero('--smoothing'),
    )
    .option('--iou <t>', 'box-fusion: boxes that overlap by at least this much are one', overlap('--iou'))
    .option(
      '--ties <model>',
      'bradley-terry: davidson, rao-kupper, half (a win each) or drop',
      choice('--ties', ['davidson', 'rao-kupper', 'half', 'drop'] as const),
    )
    .option('--both-bad <policy>', 'bradley-terry: tie or drop', choice('--both-bad', ['tie', 'drop'] as const))
    .option('--order-effect', 'bradley-terry: estimate the log-odds of being shown first')
    .option('--penalty <l>', 'bradley-terry: add L·Σλ² to the negative log-likelihood', atLeastZero('--penalty'))
    .option('--strength', 'bradley-terry: use how strong each preference is')
    .option('--seed <n>', 'decides all randomness', wholeNumber('--seed', 0, Number.MAX_SAFE_INTEGER), 1)
    .option('--json', 'print one JSON object, numbers unrounded')
    .action(printAggregate)
}

async function printAggregate(file: string, flags: AggregateFlags): Promise<void> {
  const method = methodOf(flags)
  assertFitting(method, flags)
  const settings = settingsOf(flags)
  const output = { by: flags.by, json: flags.json ?? false, table: aggregateTable }
  process.stdout.write(await measuredFile(file, () => method.start(settings), output))
}

function methodOf({ method, type }: AggregateFlags): TypedMethod {
  const types = aggregateMethods.get(method)
  if (!types)
    throw new AppError('bad-input', `--method ${method}: choose from ${[...aggregateMethods.keys()].join(', ')}.`)
  const names = [...types.keys()]
  const found = types.get(type ?? names[0] ?? '')
  if (!found) throw new AppError('bad-input', `--type ${type}: method ${method} takes ${names.join(', ')}.`)
  return found
}

const optionOf = {
  gold: '--gold',
  repeats: '--repeats',
  smoothing: '--smoothing',
  iouThreshold: '--iou',
  ties: '--ties',
  bothBad: '--both-bad',
  orderEffect: '--order-effect',
  penalty: '--penalty',
  strength: '--strength',
} as const satisfies Record<MethodSetting, string>

/** An option that would be passed over without a word gives results other than those asked for. */
function assertFitting(method: TypedMethod, flags: AggregateFlags): void {
  const own: readonly string[] = method.settings
  const given: Partial<Record<string, unknown>> = { ...flags, iouThreshold: flags.iou }
  const useless = Object.entries(optionOf).find(([name]) => given[name] !== undefined && !own.includes(name))
  if (useless)
    throw new AppError('bad-input', `${useless[1]} says nothing about --method ${flags.method} here; leave it out.`)
  if (flags.strength && flags.ties !== undefined && flags.ties !== 'drop') {
    throw new AppError('bad-input', '--strength has a model of ties of its own; leave --ties out, or drop them.')
  }
}

function settingsOf(flags: AggregateFlags): AggregateSettings {
  return {
    columns: { item: flags.item, annotator: flags.annotator, value: flags.value },
    seed: flags.seed,
    repeats: flags.repeats,
    gold: flags.gold,
    smoothing: flags.smoothing,
    iouThreshold: flags.iou,
    ties: flags.ties,
    bothBad: flags.bothBad,
    orderEffect: flags.orderEffect ?? false,
    penalty: flags.penalty,
    strength: flags.strength ?? false,
  }
}

function atLeastZero(option: string): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text)
    if (Number.isFinite(value) && value >= 0) return value
    throw new AppError('bad-input', `${option} ${text}: give a number from 0 up.`)
  }
}

function overlap(option: string): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text)
    if (value > 0 && value <= 1) return value
    throw new AppError('bad-input', `${option} ${text}: give a number above 0, at most 1.`)
  }
}
