import 'server-only'
import { type ConfusionMatrix, confusionMatrix } from '@/lib/core/agreement/confusion-matrix'
import type { Figures } from '@/lib/core/agreement/figure'
import { AppError } from '@/lib/core/errors'
import type { AnyTaskType } from '@/lib/core/task-type'
import { taskTypeOf } from '@/lib/task-types/registry'
import type { Actor } from '../access/actor'
import { assertCan, can } from '../access/assert-can'
import { db } from '../db/db'
import { pseudonymKey, pseudonyms } from '../exports/annotator-names'
import { type AnsweredTask, categoryUnits, type MeasureQuestion } from './answered-task'
import { answeredTasks } from './answered-tasks'
import { KeptResults } from './kept-agreement'
import { measureApart } from './measure-apart'
import { type DistanceSums, distanceSums, type Mean, meanOf, median } from './task-agreement'

export interface AgreementOptions {
  batchId?: string | null
  /** Resamples for the interval; 0 for none. */
  bootstrap?: number
}

export interface LabelerAgreement {
  /** Pseudonym for those who may not see names. */
  labeler: string
  labelerId: string | null
  /** Also manages or reviews: such labels can be told apart. */
  role: string
  annotations: number
  medianSeconds: number | null
  /** Mean similarity to the others' answers, over tasks that others answered too. */
  withRest: Mean
  /** Mean similarity to the known answers. */
  gold: Mean
}

export interface PairAgreement {
  labelers: [string, string]
  similarity: Mean
}

export interface DisputedTask {
  taskId: string
  batchId: string
  /** Null for ids we made up. */
  externalId: string | null
  title: string
  /** Mean pairwise distance, 0 (all agree) to 1. */
  disagreement: number
  answers: { labeler: string; summary: string }[]
}

export interface ProjectAgreement {
  taskType: string
  batchId: string | null
  annotations: number
  tasks: number
  /** Headline first. */
  figures: Figures
  /** Why the headline is undefined, or null. */
  note: string | null
  /** Null for those who may not see the quality of people. */
  perLabeler: LabelerAgreement[] | null
  perPair: PairAgreement[]
  confusion: ConfusionMatrix | null
  /** How often each category was chosen, in declared order; null for types without categories. */
  categories: { category: string; n: number }[] | null
  /** Most disputed first, at most fifty. */
  disputed: DisputedTask[]
}

const keptMeasures = new KeptResults<Measured>()
const mostDisputed = 50
const mostPairs = 500
const mostResamples = 2000

/** Agreement of a project or one of its batches, with all that explains it. Kept until an answer comes or changes. */
export async function projectAgreement(
  actor: Actor,
  projectId: string,
  { batchId = null, bootstrap = 0 }: AgreementOptions = {},
): Promise<ProjectAgreement> {
  await assertCan(actor, 'read-agreement', { projectId })
  const project = await db.project.findUniqueOrThrow({ where: { id: projectId } })
  const spec = taskTypeOf(project.taskType)
  const config: unknown = spec.config.parse(JSON.parse(project.config))
  const batchIds = await batchesOf(projectId, batchId)
  const resamples = Math.min(Math.max(Math.trunc(bootstrap), 0), mostResamples)
  const measured = await keptMeasures.get({ batchIds, configVersion: project.configVersion, resamples }, () =>
    measure(spec, config, batchIds, {
      taskType: project.taskType,
      config: JSON.parse(project.config),
      bootstrap: resamples,
    }),
  )
  const who = await labelersOf(actor, projectId, [...measured.sums.labelers.keys()])
  const headline = Object.values(measured.figures)[0]
  return {
    taskType: project.taskType,
    batchId,
    annotations: measured.annotations,
    tasks: measured.tasks.size,
    figures: measured.figures,
    note: headline?.note ?? null,
    perLabeler: (await can(actor, 'read-labeler-quality', { projectId })) ? labelerTable(measured.sums, who) : null,
    perPair: pairTable(measured.sums, who),
    confusion: measured.confusion,
    categories: measured.categories,
    disputed: await disputedTasks(spec, config, measured, who),
  }
}

async function batchesOf(projectId: string, batchId: string | null): Promise<string[]> {
  const one = batchId === null ? {} : { id: batchId }
  const rows = await db.batch.findMany({
    where: { projectId, deletedAt: null, ...one },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  })
  if (batchId !== null && rows.length === 0) throw new AppError('not-found', 'There is no such batch in this project.')
  return rows.map(({ id }) => id)
}

interface Measured {
  tasks: Map<string, AnsweredTask>
  annotations: number
  figures: Figures
  confusion: ConfusionMatrix | null
  categories: { category: string; n: number }[] | null
  sums: DistanceSums
}

async function measure(
  spec: AnyTaskType,
  config: unknown,
  batchIds: string[],
  question: MeasureQuestion,
): Promise<Measured> {
  const tasks = await answeredTasks(batchIds)
  const figures = await measureApart(question, tasks)
  const sums = await distanceSums(spec, config, tasks)
  const annotations = tasks.reduce((sum, { ratings }) => sum + ratings.length, 0)
  return {
    tasks: new Map(tasks.map((task) => [task.taskId, task])),
    annotations,
    figures,
    sums,
    ...byCategory(spec, config, tasks),
  }
}

function byCategory(spec: AnyTaskType, config: unknown, tasks: AnsweredTask[]) {
  const units = categoryUnits(spec, config, tasks)
  if (units === null || spec.category === null) return { confusion: null, categories: null }
  const counts = new Map(spec.category.categories(config).map((category) => [category, 0]))
  for (const { ratings } of units) {
    for (const { value } of ratings) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const confusion = confusionMatrix(units, { categories: [...counts.keys()] })
  return { confusion, categories: [...counts].map(([category, n]) => ({ category, n })) }
}

interface Labeler {
  shown: string
  id: string | null
  role: string
}

/** Managers see names, reviewers the pseudonyms that exports carry. */
async function labelersOf(actor: Actor, projectId: string, ids: string[]): Promise<(id: string) => Labeler> {
  const users = await db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true, role: true } })
  const known = new Map(users.map((user) => [user.id, user]))
  if (await can(actor, 'list-members', { projectId })) {
    return (id) => ({ shown: known.get(id)?.name ?? 'A former labeler', id, role: known.get(id)?.role ?? 'labeler' })
  }
  const nameOf = pseudonyms(await pseudonymKey(projectId))
  return (id) => ({ shown: nameOf({ id, name: '' }), id: null, role: known.get(id)?.role ?? 'labeler' })
}

function labelerTable(sums: DistanceSums, who: (id: string) => Labeler): LabelerAgreement[] {
  const rows = [...sums.labelers].map(([id, sum]) => {
    const { shown: labeler, id: labelerId, role } = who(id)
    const middle = median(sum.timesMs)
    return {
      labeler,
      labelerId,
      role,
      annotations: sum.annotations,
      medianSeconds: middle === null ? null : middle / 1000,
      withRest: meanOf(sum.withRest, sum.tasksWithRest),
      gold: meanOf(sum.gold, sum.goldTasks),
    }
  })
  return rows.toSorted((a, b) => b.annotations - a.annotations || a.labeler.localeCompare(b.labeler, 'en'))
}

function pairTable(sums: DistanceSums, who: (id: string) => Labeler): PairAgreement[] {
  const pairs = [...sums.pairs.values()].toSorted((a, b) => b.n - a.n).slice(0, mostPairs)
  return pairs.map(({ annotators: [one, other], similarity, n }) => ({
    labelers: [who(one).shown, who(other).shown],
    similarity: meanOf(similarity, n),
  }))
}

async function disputedTasks(
  spec: AnyTaskType,
  config: unknown,
  { sums, tasks }: Measured,
  who: (id: string) => Labeler,
): Promise<DisputedTask[]> {
  const worst = [...sums.disagreement]
    .filter(([, disagreement]) => disagreement > 0)
    .toSorted(([idA, a], [idB, b]) => b - a || (idA < idB ? -1 : 1))
    .slice(0, mostDisputed)
  const rows = await db.task.findMany({
    where: { id: { in: worst.map(([id]) => id) } },
    select: { id: true, batchId: true, externalId: true, title: true },
  })
  const rowOf = new Map(rows.map((row) => [row.id, row]))
  return worst.flatMap(([taskId, disagreement]) => {
    const row = rowOf.get(taskId)
    if (row === undefined) return []
    const answers = (tasks.get(taskId)?.ratings ?? []).map(({ annotator, value }) => ({
      labeler: who(annotator).shown,
      summary: spec.summary(value, config),
    }))
    const externalId = row.externalId.startsWith('~') ? null : row.externalId
    return [{ taskId, batchId: row.batchId, externalId, title: row.title, disagreement, answers }]
  })
}
