import type { ComponentType } from 'react'
import type { ZodType } from 'zod'
import type { CountedAnswers } from './agreement/counted-answers'
import type { DistanceMemory } from './agreement/distance-memory'
import type { Figures, Unit } from './agreement/figure'
import type { Aggregation, Exporter } from './export/contract'
import type { ConfigFormProps, LabelerProps, ReviewProps } from './labeler'
import type { LongTable } from './long-table/long-table'

/** A file that an import line names and a payload shows. */
export interface StoredMedia {
  /** Opaque id, served at /api/media/{id}. */
  id: string
  /** The name the import line used: `images/cat.png`. */
  name: string
  sha256: string
  mime: string
  /** Pixels after EXIF orientation, images only. */
  width: number | null
  height: number | null
  /** Seconds, audio only. */
  durationSeconds: number | null
}

export interface MediaReference {
  name: string
  kind: 'image' | 'audio'
}

export interface MeasureOptions {
  /** Resamples of the bootstrap over items; 0 for none. */
  bootstrap: number
  seed: number
  /** These figures alone, by name, where the type can tell them apart; all unless given. */
  measures?: string[]
  /** What was compared before and need not be again. It decides nothing but the time. */
  memory?: DistanceMemory
}

/** For types whose answers are categories: confusion matrices, votes and class balance read it. */
interface CategoryView<Answer, Config> {
  /** Every category in its declared order, unused ones too. */
  categories(config: Config): string[]
  /** Null where this answer has no single category (several choices, say). */
  of(answer: Answer, config: Config): string | null
  level(config: Config): 'nominal' | 'ordinal'
  /** Figures from counts, so that a dashboard need not look at every answer again; without it they are measured from all answers. */
  counts?: {
    /** What `measures` and the categories see of an answer, and nothing else: answers of which they see the same are counted together. */
    seen(answer: Answer, config: Config): Answer
    /** `measures`, to the digit; asked only where every answer has a category. */
    figures(answers: CountedAnswers<Answer>, config: Config, options: MeasureOptions): Figures
  }
}

interface ComparisonView<Payload, Answer> {
  /** Who made each alternative (a model), in canonical order; null where the task does not say. */
  makers(payload: Payload): (string | null)[]
  /** Ranks of the alternatives in canonical order, 1 best, equal where tied; null where the answer ranks nothing. */
  ranks(answer: Answer): number[] | null
}

export interface Sample<Line, Answer, Config> {
  line: Line
  media: Record<string, StoredMedia>
  config: Config
  /** At least two valid answers that differ, and one object more that must be refused. */
  answers: Answer[]
  refused: unknown
}

/**
 * All that the house knows of a task type.
 * `Line` is what an import line holds (without id, gold, meta), `Payload` what is stored, `View` what a labeler may see.
 */
export interface TaskTypeSpec<Line, Payload, View, Answer, Config> {
  /** As users read it: 'Bounding boxes'. */
  name: string
  description: string
  /** lucide icon name, for lists. */
  icon: string
  line: ZodType<Line>
  config: ZodType<Config>
  defaultConfig: Config
  payload: ZodType<Payload>
  /** Files the line needs, in the order the line names them. */
  media(line: Line): MediaReference[]
  /** Line plus its stored media, by the names `media` gave. */
  store(line: Line, media: ReadonlyMap<string, StoredMedia>): Payload
  /** Media of a stored payload, for access checks and exports. */
  mediaOf(payload: Payload): StoredMedia[]
  /** What a labeler may see: an allow-list, never model names, meta or gold. */
  view(payload: Payload): View
  /** What a reviewer may see before they have decided: the payload without names of models and files, fit for `Review`. */
  blind(payload: Payload): Payload
  /** How many alternatives are shown in random order; 0 where there is nothing to shuffle. */
  alternatives(payload: Payload): number
  /** An answer to this payload under this config; messages name field and remedy. */
  answerFor(payload: Payload, config: Config): ZodType<Answer>
  /** The shape of `gold` in an import line; gives a full answer. */
  goldFor(payload: Payload, config: Config): ZodType<Answer>
  /** In [0, 1], symmetric, 0 on equal answers. */
  distance(a: Answer, b: Answer, config: Config): number
  /** This type's standard figures, headline first. */
  measures(units: Unit<Answer>[], config: Config, options: MeasureOptions): Figures
  category: CategoryView<Answer, Config> | null
  /** For types that compare alternatives shown in random order: position bias and strengths of models read it. */
  comparison?: ComparisonView<Payload, Answer>
  /** For tables, notifications and the Undo button: 'Positive', '3 boxes: 2 cat, 1 cup'. */
  summary(answer: Answer, config: Config): string
  /** One line of plain text that names the task in lists (at most 140 characters). */
  title(payload: Payload): string
  exporters: Record<string, Exporter<Payload, Answer, Config>>
  /** Ways from several answers to one; the first is the usual one. */
  aggregations: Record<string, Aggregation<Answer, Config>>
  /** What must not be in two parts of a data set: the prompt or text, or the sha256 of the file shown. */
  splitKey(payload: Payload): { text: string } | { media: string }
  /** How answers stand in a long table, so that other software can give the same digits. */
  longTable: LongTable
  samples: Sample<Line, Answer, Config>[]
  Labeler: ComponentType<LabelerProps<View, Answer, Config>>
  Review: ComponentType<ReviewProps<Payload, Answer, Config>>
  ConfigForm: ComponentType<ConfigFormProps<Config>>
  /** A deciding key may also submit (types with one question). */
  oneKey: boolean
}

/** A type as the rest of the house holds it: unknown in, checked inside. */
export type AnyTaskType = TaskTypeSpec<unknown, unknown, unknown, unknown, unknown>

/** Checks a spec against its own types, then hides them: outside lib/task-types values are `unknown` and pass its schemas first. */
export function defineTaskType<Line, Payload, View, Answer, Config>(
  spec: TaskTypeSpec<Line, Payload, View, Answer, Config>,
): AnyTaskType {
  // The one cast of the code base: callers parse with the spec's own schemas before they call its other members.
  return spec as unknown as AnyTaskType
}
