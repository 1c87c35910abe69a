import { type Command, Option } from 'commander'
import { choices, wholeNumber } from '@/bin/option-values'
import { AppError } from '@/lib/core/errors'

export interface ExportFlags {
  format?: string
  form?: string
  layout?: string
  batch?: string[]
  from?: string
  to?: string
  minAgreement?: number
  minAnnotators?: number
  minCertainty?: number
  only?: string[]
  without?: string[]
  gold?: string
  adjudicated?: string
  rows?: string
  aggregation?: string
  ties?: string
  split?: { train: number; validation: number; test: number }
  seed?: string
  duplicates?: string
  labelers?: string
  scrub?: string[]
  includeMedia?: true
  shardRows?: number
  language?: string
  licence?: string
}

/** A flag for each choice of an export; what is left out is the server's default. */
export function withExportOptions(command: Command): Command {
  return command
    .option('--format <name>', 'one of the task type’s formats: raw, trl-preference, coco, …')
    .addOption(new Option('--form <form>', 'how tables are written').choices(['jsonl', 'csv', 'parquet']))
    .addOption(
      new Option('--layout <layout>', 'plain files, or a dataset folder with its card').choices([
        'files',
        'huggingface',
      ]),
    )
    .option('--batch <ids...>', 'these batches only')
    .option('--from <day>', 'answers of this day (UTC) and later')
    .option('--to <day>', 'answers of this day (UTC) and earlier')
    .option('--min-annotators <n>', 'only tasks with so many answers', wholeNumber('--min-annotators', 1, 20))
    .option('--min-agreement <x>', 'only tasks on which people agree so much, 0 to 1', share('--min-agreement'))
    .option('--min-certainty <x>', 'only tasks whose answer is so probable, 0 to 1', share('--min-certainty'))
    .option('--only <people...>', 'answers of these people only (user ids)')
    .option('--without <people...>', 'no answers of these people (user ids)')
    .addOption(new Option('--gold <how>', 'tasks with a known answer').choices(['include', 'leave-out', 'only']))
    .addOption(new Option('--adjudicated <how>', 'reviewers’ answers').choices(['prefer', 'only', 'ignore']))
    .addOption(new Option('--rows <what>', 'one row for each').choices(['task', 'annotation']))
    .option('--aggregation <name>', 'how several answers become one: majority, dawid-skene, …')
    .addOption(new Option('--ties <how>', 'tasks without a winner').choices(['drop', 'keep', 'both']))
    .option('--split <shares>', 'train/test or train/validation/test, such as 0.9/0.1 or 80/10/10', splitShares)
    .option('--seed <text>', 'another seed, another division')
    .addOption(
      new Option('--duplicates <how>', 'tasks with the same content').choices(['keep', 'drop-exact', 'drop-near']),
    )
    .addOption(new Option('--labelers <how>', 'how people are named').choices(['names', 'pseudonyms', 'none']))
    .option(
      '--scrub <kinds>',
      'replace personal data in texts: email,phone,card,ssn,key',
      choices('--scrub', ['email', 'phone', 'card', 'ssn', 'key']),
    )
    .option('--include-media', 'with the images and recordings')
    .option('--shard-rows <n>', 'rows a file at most', wholeNumber('--shard-rows', 100, 10_000_000))
    .option('--language <tag>', 'language of the texts: en, de-CH')
    .option('--licence <spdx>', 'licence of the data, for the card: CC-BY-4.0')
}

/** The options as the API takes them. */
export function exportOptionsOf(flags: ExportFlags): Record<string, unknown> {
  const { batch: batchIds, only: labelersIn, without: labelersOut, split, seed, ...same } = flags
  if (seed !== undefined && split === undefined) throw new AppError('bad-input', '--seed needs --split.')
  return { ...same, batchIds, labelersIn, labelersOut, split: split && { ...split, seed } }
}

function share(option: string): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text)
    if (value >= 0 && value <= 1) return value
    throw new AppError('bad-input', `${option} ${text}: give a number from 0 to 1.`)
  }
}

function splitShares(text: string): { train: number; validation: number; test: number } {
  const parts = text.split('/').map(Number)
  const sum = parts.reduce((total, part) => total + part, 0)
  const [train, second, third] = parts.map((part) => part / sum)
  const isMeant = parts.every((part) => part >= 0) && (parts.length === 2 || parts.length === 3) && sum > 0
  if (!isMeant || train === undefined || second === undefined)
    throw new AppError('bad-input', `--split ${text}: give train/test or train/validation/test, such as 0.9/0.1.`)
  return third === undefined ? { train, validation: 0, test: second } : { train, validation: second, test: third }
}
