import type { ExportTally } from '../export/contract'

/** Where something stands in what was sent, for messages. */
export interface Place {
  /** Line of a text, row of a table or number of the element, from 1. */
  line: number
  /** The beginning of the line, or the file's name where there are many. */
  excerpt: string
  /** How much was read for it: bounds what waits in memory. */
  characters: number
}

export interface RowProblem {
  /** Path of the field, '' for the whole. */
  field: string
  message: string
}

/** One row of a table in any container: a line of JSON Lines, an element of a JSON list, a row of CSV, TSV or Parquet. */
export type SourceRow = Place & ({ value: Record<string, unknown> } | { problem: RowProblem })
export type GoodRow = Place & { value: Record<string, unknown> }

/** A piece of a JSON document whose top is an object: an element of one of its lists, or a value of its own. */
export interface DocumentPart extends Place {
  key: string
  value: unknown
}

/** What was sent, as readers of formats see it: files by name, never a disk. */
export interface ImportSource {
  /** All files in order of their names; one for a plain upload. */
  files: readonly string[]
  /** Files with rows. */
  tables: readonly string[]
  rows(file: string): AsyncIterable<SourceRow>
  /** A JSON document too large to hold, part by part. */
  parts(file: string): AsyncIterable<DocumentPart>
  /** A whole text. @throws AppError `too-large` */
  text(file: string): Promise<string>
  /** Pixels of a picture that was sent along, or null. */
  imageSize(name: string): Promise<{ width: number; height: number } | null>
}

/** What detection looks at: names, and the beginning of the first table. */
export interface SourceHead {
  files: readonly string[]
  tables: readonly string[]
  /** The first row, where the first table has one that can be read. */
  row: Record<string, unknown> | null
  /** The beginning of the first table or of the only file. */
  start: string
}

/** An answer that the file brings. */
export interface MirroredAnnotation {
  /** As the file names the person; '' where it does not. */
  annotator: string
  answer: unknown
  /** The same answer with less in it, fullest first, for projects that do not ask for all. */
  poorer?: readonly { answer: unknown; without: string }[]
  /** ISO 8601. */
  createdAt?: string | null
  timeSpentMs?: number | null
  order?: readonly number[] | null
}

/** A task in the words of its type's import line, and what others have said about it. */
export interface MirroredContent {
  task: Record<string, unknown>
  id?: string | null
  meta?: Record<string, unknown>
  gold?: unknown
  /** An answer to start from that the format marks as such: a prediction. */
  prelabel?: MirroredAnnotation | null
  annotations?: readonly MirroredAnnotation[]
}

export type MirroredTask = Place & (MirroredContent | { problem: RowProblem })

/** A format whose files come back in as tasks. */
export interface Mirror {
  label: string
  /** One sentence: whose format it is, what comes back and what does not. */
  description: string
  /** Keys of the task types it can make tasks of. */
  taskTypes: readonly string[]
  /** Reads files by their names, not the rows of one table. */
  folder?: true
  detect(head: SourceHead): boolean
  /** Tasks in their order; what the tasks cannot hold is counted. @throws AppError where the whole cannot be read. */
  read(source: ImportSource, tally: ExportTally, taskType: string): AsyncIterable<MirroredTask>
}
