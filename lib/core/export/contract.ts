import type { Unit } from '../agreement/figure'
import type { StoredMedia } from '../task-type'

export type Split = 'train' | 'validation' | 'test'

export interface ExportedAnnotation<Answer> {
  id: string
  /** Name, pseudonym or '' as the person exporting chose. */
  annotator: string
  answer: Answer
  /** Order in which alternatives were shown; empty where a type shows one thing. */
  order: number[]
  timeSpentMs: number
  guidelinesVersion: number
  createdAt: string
}

/** The one answer of a task: what a method made of its annotations, or what a reviewer settled it with. */
export interface Verdict<Answer> {
  /** Null where nothing was decided: a tie, no votes. */
  answer: Answer | null
  /** The answers that share the first place, where several do. */
  tied: Answer[]
  /** `majority`, `dawid-skene`, … or `adjudicated`. */
  method: string
  /** Probability of the answer in [0, 1] where the method gives one, else null. */
  certainty: number | null
  /** Annotations it rests on. */
  n: number
  /** What whoever uses it should know of the whole fit: an estimation that did not converge. The manifest says it. */
  caveat?: string
}

/** A way from several answers to one. */
export interface Aggregation<Answer, Config> {
  label: string
  /** One sentence: what it assumes and when to use it. */
  description: string
  /** `task`: each unit can be run apart from the others, so tasks stream; `all`: the fit needs every unit at once. */
  over: 'task' | 'all'
  /** Whether it decides anything in a project set up so; left out: in every one. Forms offer only what does. */
  decides?(config: Config): boolean
  /** One verdict a unit, in their order. Deterministic; the order of units and ratings changes nothing. */
  run(units: readonly Unit<Answer>[], config: Config): Verdict<Answer>[]
}

export interface Adjudicated<Answer> {
  answer: Answer
  how: 'accepted' | 'merged' | 'anew'
  /** Name, pseudonym or '' like annotators. */
  reviewer: string
  /** The id of the annotation accepted; null for merged and anew. */
  acceptedAnnotation: string | null
  note: string | null
  decidedAt: string
}

/** One task as exporters see it. Skips, drafts and excluded annotators are already out. */
export interface ExportedTask<Payload, Answer> {
  id: string
  /** The id of the import line, or null. */
  externalId: string | null
  /** Unique in the export and the same in the next one: leads to the annotations through the archive. */
  rowId: string
  batch: string
  payload: Payload
  /** Free fields the import line carried. */
  meta: Record<string, unknown>
  gold: Answer | null
  annotations: ExportedAnnotation<Answer>[]
  /** Mean pairwise similarity (1 − distance) of this task's annotations; null with fewer than two. */
  agreement: number | null
  /** By the aggregation method chosen, or the reviewer's where there is one. */
  verdict: Verdict<Answer>
  adjudicated: Adjudicated<Answer> | null
  /** The part of the data this task belongs to; null where the export is not split. */
  split: Split | null
  /** BCP 47 tag chosen by the person exporting, or null. */
  language: string | null
  /** People started from an answer that the import brought: agreement is inflated. */
  prelabeled: boolean
}

/** A piece of one file of the export. Pieces of one file come in order; several files may alternate. */
export interface ExportChunk {
  file: string
  data: string | Uint8Array
}

/** Counted by exporters for the manifest: rows written, ties left out and so on. */
export interface ExportTally {
  count(what: string, by?: number): void
}

export interface ExportChoices {
  /** What becomes of a verdict without a winner: left out, kept by formats that can hold it, or both directions at weight ½. */
  ties: 'drop' | 'keep' | 'both'
}

export interface ExportContext<Config> {
  config: Config
  projectName: string
  tally: ExportTally
  choices: ExportChoices
  /**
   * Name under which a media file lies in the export, or the name the import line gave where files do not go along. `folder` is where it
   * should lie, `media` unless given; the same for each call about one file.
   */
  mediaName(media: StoredMedia, folder?: string): string
}

/** What a column of a table holds. `json` is text that holds JSON, for what has no fixed shape. Int64 is written from numbers. */
export type ColumnType =
  | 'string'
  | 'int'
  | 'double'
  | 'boolean'
  | 'json'
  | { list: ColumnType }
  | { struct: Column[] }
  /** One of a closed list of names: a class label. */
  | { names: string[] }
  /** A file of the export, by its name in it. */
  | { media: 'image' | 'audio' }

/** Every column may be null. */
export interface Column {
  name: string
  type: ColumnType
  /** A phrase for the dataset card. */
  about: string
}

export type Row = Record<string, unknown>

/**
 * What a format does about ties whatever was chosen. `held`: its rows are single judgements or whole rankings, so that equal ones have a place.
 * `left-out`: it has no place for them. `never`: no task of its type stays without a winner. A format that says nothing does as was chosen.
 */
export type OwnTies = 'held' | 'left-out' | 'never'

/** Rows of one table: written as JSONL, CSV or Parquet, in one file or shards, by the house. */
export interface TableExporter<Payload, Answer, Config> {
  label: string
  /** One sentence: who reads this format and what it cannot hold. */
  description: string
  /** Without ending: 'trl-preference'. */
  file: string
  /** The first is the usual one. Formats whose reader takes only JSON Lines say so here. */
  forms: readonly ('jsonl' | 'csv' | 'parquet')[]
  ties?: OwnTies
  /** So many rows follow each other in one file, or their reader takes them for something else: 2 where it reads lines in twos. */
  rowsPerUnit?: number
  /** Every key of every row, in order. */
  columns(config: Config): Column[]
  /** One task's rows, in order; nested values as the columns say. What cannot be held is counted in the tally. */
  rows(task: ExportedTask<Payload, Answer>, context: ExportContext<Config>): Row[]
  /** Files that must lie beside the rows (`dataset_info.json`); `rowFiles` are the names of the files with rows. */
  beside?(rowFiles: readonly string[], context: ExportContext<Config>): ExportChunk[]
}

/** Files of a layout of their own: COCO, YOLO, subtitles. */
export interface FileExporter<Payload, Answer, Config> {
  label: string
  description: string
  /** `own`: places splits itself by `task.split`. Otherwise it is run once a split and its files go into a folder of that name. */
  splits?: 'own'
  /** The layout is of no use without the media: they always go along. */
  needsMedia?: true
  write(tasks: AsyncIterable<ExportedTask<Payload, Answer>>, context: ExportContext<Config>): AsyncIterable<ExportChunk>
}

export type Exporter<Payload, Answer, Config> =
  | TableExporter<Payload, Answer, Config>
  | FileExporter<Payload, Answer, Config>
