import type { OwnTies } from '@/lib/core/export/contract'
import type { ExportOptions } from '@/lib/server/exports/export-options'

/** A format of the task type, as the page needs it. `forms` is empty for a layout of its own. */
export interface FormatOption {
  id: string
  label: string
  description: string
  forms: readonly Form[]
  needsMedia: boolean
  /** What it does about ties whatever is chosen; null: what is chosen. */
  ownTies: OwnTies | null
}

interface BatchOption {
  id: string
  name: string
  tasks: number
}

interface NamedOption {
  id: string
  label: string
  description: string
}

interface PersonOption {
  id: string
  name: string
  answers: number
}

/** What the project has to choose from. */
export interface Offer {
  formats: readonly FormatOption[]
  aggregations: readonly NamedOption[]
  batches: readonly BatchOption[]
  /** Empty for those who may not see who labels. */
  people: readonly PersonOption[]
  mayName: boolean
  hasMedia: boolean
}

type Form = 'jsonl' | 'csv' | 'parquet'
/** Form and layout in one choice, as a person makes it. */
export type WrittenAs = Form | 'huggingface'

export const scrubbed = ['email', 'phone', 'card', 'ssn', 'key'] as const
export type Scrubbed = (typeof scrubbed)[number]

export interface Choices {
  format: string
  /** Null for formats that are a layout of their own. */
  writtenAs: WrittenAs | null
  includeMedia: boolean
  /** 0: one file. */
  shardRows: number
  /** Null: every batch. */
  batchIds: string[] | null
  /** '' or a day. */
  from: string
  to: string
  minAnnotators: number
  /** 0: no limit. */
  minAgreement: number
  minCertainty: number
  people: { who: 'all' | 'only' | 'without'; ids: string[] }
  gold: 'include' | 'leave-out' | 'only'
  adjudicated: 'prefer' | 'only' | 'ignore'
  rows: 'task' | 'annotation'
  aggregation: string
  ties: 'drop' | 'keep' | 'both'
  /** In per cent. */
  split: { train: number; validation: number; test: number; seed: string } | null
  duplicates: 'keep' | 'drop-exact' | 'drop-near'
  labelers: 'names' | 'pseudonyms' | 'none'
  scrub: Scrubbed[]
  language: string
  licence: string
}

export type Change = (change: Partial<Choices>) => void

export const usualSplit = { train: 90, validation: 5, test: 5, seed: '0' }

export function firstChoices({ formats, aggregations }: Offer): Choices {
  const [format] = formats
  return {
    format: format?.id ?? '',
    writtenAs: format?.forms[0] ?? null,
    includeMedia: false,
    shardRows: 0,
    batchIds: null,
    from: '',
    to: '',
    minAnnotators: 1,
    minAgreement: 0,
    minCertainty: 0,
    people: { who: 'all', ids: [] },
    gold: 'leave-out',
    adjudicated: 'prefer',
    rows: 'task',
    aggregation: aggregations[0]?.id ?? '',
    ties: 'drop',
    split: null,
    duplicates: 'keep',
    labelers: 'pseudonyms',
    scrub: [],
    language: '',
    licence: '',
  }
}

/** The ways a format can be written. */
export function writtenAsOf({ forms }: FormatOption): WrittenAs[] {
  return forms.includes('parquet') ? [...forms, 'huggingface'] : [...forms]
}

/** Another format keeps the way of writing where it knows it. */
export function withFormat(choices: Choices, format: FormatOption): Partial<Choices> {
  const ways = writtenAsOf(format)
  const kept = ways.find((way) => way === choices.writtenAs)
  return { format: format.id, writtenAs: kept ?? ways[0] ?? null }
}

/** As the server takes them: what is not limited is left out, not sent as 0, which would leave tasks of one answer out. */
export function optionsOf(choices: Choices): ExportOptions {
  const { writtenAs, minAgreement, minCertainty, people, split, shardRows, from, to, language, licence } = choices
  const { batchIds, format, includeMedia, minAnnotators, gold, adjudicated, rows, aggregation, ties } = choices
  const { duplicates, labelers, scrub } = choices
  const isFolder = writtenAs === 'huggingface'
  return {
    format,
    ...(writtenAs === null || isFolder ? {} : { form: writtenAs }),
    layout: isFolder ? 'huggingface' : 'files',
    includeMedia,
    minAnnotators,
    gold,
    adjudicated,
    rows,
    ties,
    duplicates,
    labelers,
    scrub,
    ...(aggregation === '' ? {} : { aggregation }),
    ...(batchIds === null ? {} : { batchIds }),
    ...(minAgreement > 0 ? { minAgreement } : {}),
    ...(minCertainty > 0 ? { minCertainty } : {}),
    ...(people.who === 'only' ? { labelersIn: people.ids } : {}),
    ...(people.who === 'without' ? { labelersOut: people.ids } : {}),
    ...(shardRows > 0 ? { shardRows } : {}),
    ...(split === null ? {} : { split: shares(split) }),
    ...filled({ from, to, language: language.trim(), licence: licence.trim() }),
  }
}

function shares({ train, validation, test, seed }: NonNullable<Choices['split']>) {
  return { train: train / 100, validation: validation / 100, test: test / 100, seed }
}

function filled(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''))
}
