import 'server-only'
import { dawidSkene, hasRoomForMatrices } from '@/lib/core/aggregation/dawid-skene'
import { voteColumns } from '@/lib/core/aggregation/vote-columns'
import type { CountedAnswers } from '@/lib/core/agreement/counted-answers'
import { DistanceMemory } from '@/lib/core/agreement/distance-memory'
import type { Figures, Unit } from '@/lib/core/agreement/figure'
import { type Reliability, reliabilities } from '@/lib/core/labeler-quality/reliability'
import type { AnyTaskType } from '@/lib/core/task-type'
import { taskTypeOf } from '@/lib/task-types/registry'
import { type AnswerColumns, unitsOfColumns } from './answer-columns'
import { type DistanceAlphas, distanceAlphas } from './distance-alphas'

interface Rating {
  annotator: string
  value: unknown
  timeSpentMs: number
}

export interface AnsweredTask {
  taskId: string
  batchId: string
  ratings: Rating[]
  gold: unknown
}

/** What is asked of a measuring thread; plain data, so that it can be sent. */
export interface MeasureQuestion {
  taskType: string
  /** As stored, before the type's schema read it. */
  config: unknown
  bootstrap: number
  /** Without the figures: they are known otherwise. */
  withoutFigures?: boolean
  /** Also the alphas with answers left out, for types whose answers are no categories. */
  alphas?: boolean
  /** Also how reliable each annotator is, for types whose answers are categories. */
  reliability?: boolean
}

export interface Measured {
  figures: Figures
  alphas: DistanceAlphas | null
  /** By annotator. */
  reliability: Record<string, Reliability | null> | null
}

/** Past so many answers the estimation takes seconds; the command line makes it at leisure. */
const mostVotes = 200_000
/** Enough for two places; answers without any pattern would go on for thousands. */
const mostRounds = 100

export function measured(question: MeasureQuestion, columns: AnswerColumns): Measured {
  const { taskType, config, bootstrap, withoutFigures, alphas, reliability } = question
  const spec = taskTypeOf(taskType)
  const parsed: unknown = spec.config.parse(config)
  const units = unitsOfColumns(columns)
  const memory = memoryOf(taskType, config)
  return {
    figures: withoutFigures ? {} : spec.measures(units, parsed, { bootstrap, seed: 1, memory }),
    alphas: alphas ? distanceAlphas(spec, parsed, units, memory) : null,
    reliability: reliability && columns.value.length <= mostVotes ? reliabilityBy(spec, parsed, units) : null,
  }
}

/** What was compared, by type and config; of those measured last. */
const memories = new Map<string, DistanceMemory>()
const mostMemories = 5

function memoryOf(taskType: string, config: unknown): DistanceMemory {
  const key = JSON.stringify([taskType, config])
  const memory = memories.get(key) ?? new DistanceMemory()
  memories.delete(key)
  memories.set(key, memory)
  for (const oldest of memories.keys()) if (memories.size > mostMemories) memories.delete(oldest)
  memory.makeRoom()
  return memory
}

/** The figures of a type whose answers are categories, from counts. */
export function measuredCounts(
  { taskType, config, bootstrap }: MeasureQuestion,
  counted: CountedAnswers<unknown>,
): Figures {
  const spec = taskTypeOf(taskType)
  const { counts } = spec.category ?? {}
  if (!counts) throw new Error(`The task type ${taskType} has no figures from counts.`)
  return counts.figures(counted, spec.config.parse(config), { bootstrap, seed: 1 })
}

function reliabilityBy(spec: AnyTaskType, config: unknown, units: Unit<unknown>[]): Measured['reliability'] {
  const { category } = spec
  if (category === null) return null
  const votes = units.map(({ item, ratings }) => ({
    item,
    ratings: ratings.flatMap(({ annotator, value }) => {
      const name = category.of(value, config)
      return name === null ? [] : [{ annotator, value: name }]
    }),
  }))
  return hasRoomForMatrices(voteColumns(votes))
    ? Object.fromEntries(reliabilities(dawidSkene(votes, { mostRounds })))
    : null
}
