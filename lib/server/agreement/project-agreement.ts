import 'server-only'
import type { ConfusionMatrix } from '@/lib/core/agreement/confusion-matrix'
import type { Figures } from '@/lib/core/agreement/figure'
import { AppError } from '@/lib/core/errors'
import type { AnyTaskType } from '@/lib/core/task-type'
import { taskTypeOf } from '@/lib/task-types/registry'
import type { Actor } from '../access/actor'
import { assertCan, can } from '../access/assert-can'
import { db } from '../db/db'
import { excludedLabelers } from '../standing/counts-in-figures'
import { keptTables } from './kept-questions'
import { labelerPseudonyms } from './labeler-pseudonyms'
import type { LabelerRow } from './labeler-table'
import type { AsOf } from './latest'
import type { MeasuredTables } from './measured-tables'
import type { PairRow } from './pair-table'
import type { PositionTable } from './position-table'
import { labelersAmong, leftOutOf, staffOf } from './staff'
import { usualResamples } from './usual-resamples'

export interface AgreementOptions {
  batchId?: string | null
  /** Resamples for the interval; 0 for none; `usual`: as many as a page can wait for. */
  bootstrap?: number | 'usual'
  /** Without the labels of managers, reviewers and admins. */
  withoutStaff?: boolean
  /** For so long a figure that is measured from all answers is waited for; then the last there is will do, and says so. Unless given: as long as it takes. */
  patienceMs?: number
}

/** `labelerId` is null for those who may not see names. */
export interface LabelerAgreement extends Omit<LabelerRow, 'labelerId'> {
  /** Pseudonym for those who may not see names. */
  labeler: string
  labelerId: string | null
  /** Also manages or reviews: such labels can be told apart. */
  role: string
  medianSeconds: number | null
}

export interface PairAgreement extends PairRow {
  /** As shown: names or pseudonyms. */
  labelers: [string, string]
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
  /** Of these, tasks whose annotators started from an imported answer, which inflates agreement. */
  prelabeled: number
  /** People of the project whose answers are left out, as it decided. */
  excluded: number
  /** Whether the labels of managers, reviewers and admins are left out, and how many such people there are among the labelers. */
  staff: { leftOut: boolean; labelers: number }
  /** Headline first. */
  figures: Figures
  /** Which answers the figures rest on; null: those of this moment. Types without categories are measured in the background. */
  asOf: AsOf | null
  /** Why the headline is undefined, or null. */
  note: string | null
  /** Null for those who may not see the quality of people. */
  perLabeler: LabelerAgreement[] | null
  perPair: PairAgreement[]
  confusion: ConfusionMatrix | null
  /** How often each category was chosen, in declared order; null for types without categories. */
  categories: { category: string; n: number }[] | null
  /** What the place of an alternative and its maker decide; null for types that compare nothing. */
  position: PositionTable | null
  /** Finished tasks whose answers agree less than the project asks for, and how many of them a reviewer has settled. */
  belowMark: { mark: number; tasks: number; settled: number }
  /** Most disputed first, at most fifty. */
  disputed: DisputedTask[]
}

const mostResamples = 2000

/** Agreement of a project or one of its batches, with all that explains it. Counts are kept, so that a new answer costs what it changes. */
export async function projectAgreement(
  actor: Actor,
  projectId: string,
  { batchId = null, bootstrap = 0, withoutStaff = false, patienceMs = Number.POSITIVE_INFINITY }: AgreementOptions = {},
): Promise<ProjectAgreement> {
  await assertCan(actor, 'read-agreement', { projectId })
  const project = await db.project.findUniqueOrThrow({ where: { id: projectId } })
  const spec = taskTypeOf(project.taskType)
  const config: unknown = spec.config.parse(JSON.parse(project.config))
  const pseudonymOf = await labelerPseudonyms(projectId)
  const excluded = await excludedLabelers(projectId)
  const staff = await staffOf(projectId)
  const leftOut = await leftOutOf(projectId, withoutStaff)
  const batchIds = await batchesOf(projectId, batchId)
  const resamples =
    bootstrap === 'usual'
      ? usualResamples(spec, await answersIn(batchIds))
      : Math.min(Math.max(Math.trunc(bootstrap), 0), mostResamples)
  const asked = { batchId, batchIds, leftOut, variant: withoutStaff ? 'without-staff' : '' }
  const tables = await keptTables(project, asked, { bootstrap: resamples, patienceMs }, pseudonymOf)
  const who = await labelersOf(actor, projectId, tables, { pseudonymOf, staff })
  const headline = Object.values(tables.figures)[0]
  const { annotations, tasks, prelabeled, figures, asOf, confusion, categories, position } = tables
  return {
    taskType: project.taskType,
    batchId,
    annotations,
    tasks,
    prelabeled,
    excluded: excluded.size,
    staff: { leftOut: withoutStaff, labelers: await labelersAmong([...staff.keys()], batchIds) },
    figures,
    asOf,
    note: headline?.note ?? null,
    perLabeler: (await can(actor, 'read-labeler-quality', { projectId })) ? perLabeler(tables, who) : null,
    perPair: tables.pairs.map((pair) => ({ ...pair, labelers: shownPair(pair, who) })),
    confusion,
    categories,
    position,
    belowMark: { mark: project.disputeBelow, ...(await disputesIn(batchIds)) },
    disputed: await disputedTasks(spec, config, tables, who),
  }
}

/** The batches of a question: all that are not deleted, or the one. Only work is measured: of training and qualification there is none. */
export async function batchesOf(projectId: string, batchId: string | null): Promise<string[]> {
  const one = batchId === null ? {} : { id: batchId }
  const rows = await db.batch.findMany({
    where: { projectId, deletedAt: null, ...one },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, kind: true },
  })
  if (batchId !== null && rows.length === 0) throw new AppError('not-found', 'There is no such batch in this project.')
  return rows.filter(({ kind }) => kind === 'work').map(({ id }) => id)
}

/** As the outcomes say that are settled after each answer. */
export async function disputesIn(batchIds: readonly string[]): Promise<{ tasks: number; settled: number }> {
  const disputed = { batchId: { in: [...batchIds] }, disputed: true }
  const tasks = await db.taskOutcome.count({ where: disputed })
  const settled = await db.taskOutcome.count({ where: { ...disputed, task: { adjudication: { isNot: null } } } })
  return { tasks, settled }
}

/** Submitted answers, as the tallies count them. */
export async function answersIn(batchIds: readonly string[]): Promise<number> {
  const where = { batchId: { in: [...batchIds] } }
  const { _sum } = await db.batchTally.aggregate({ where, _sum: { submitted: true } })
  return _sum.submitted ?? 0
}

interface Labeler {
  shown: string
  id: string | null
  role: string
}

/** Managers see names, reviewers the pseudonyms that exports carry. */
async function labelersOf(
  actor: Actor,
  projectId: string,
  { labelers }: MeasuredTables,
  { pseudonymOf, staff }: { pseudonymOf: (id: string) => string; staff: ReadonlyMap<string, string> },
): Promise<(id: string) => Labeler> {
  const ids = labelers.map(({ labelerId }) => labelerId)
  const users = await db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  const known = new Map(users.map((user) => [user.id, user]))
  if (await can(actor, 'list-members', { projectId })) {
    return (id) => ({ shown: known.get(id)?.name ?? 'A former labeler', id, role: staff.get(id) ?? 'labeler' })
  }
  return (id) => ({ shown: pseudonymOf(id), id: null, role: staff.get(id) ?? 'labeler' })
}

function perLabeler({ labelers }: MeasuredTables, who: (id: string) => Labeler): LabelerAgreement[] {
  return labelers
    .map((row) => {
      const { shown: labeler, id, role } = who(row.labelerId)
      return { ...row, labeler, labelerId: id, role, medianSeconds: row.seconds.value }
    })
    .toSorted((a, b) => b.annotations - a.annotations || a.labeler.localeCompare(b.labeler, 'en'))
}

function shownPair({ labelers: [one, other] }: PairRow, who: (id: string) => Labeler): [string, string] {
  return [who(one).shown, who(other).shown]
}

async function disputedTasks(
  spec: AnyTaskType,
  config: unknown,
  { disputed }: MeasuredTables,
  who: (id: string) => Labeler,
): Promise<DisputedTask[]> {
  const rows = await db.task.findMany({
    where: { id: { in: disputed.map(({ task }) => task.taskId) } },
    select: { id: true, batchId: true, externalId: true, title: true },
  })
  const rowOf = new Map(rows.map((row) => [row.id, row]))
  return disputed.flatMap(({ task: { taskId, ratings }, disagreement }) => {
    const row = rowOf.get(taskId)
    if (row === undefined) return []
    const answers = ratings.map(({ labelerId, value }) => ({
      labeler: who(labelerId).shown,
      summary: spec.summary(value, config),
    }))
    const externalId = row.externalId.startsWith('~') ? null : row.externalId
    return [{ taskId, batchId: row.batchId, externalId, title: row.title, disagreement, answers }]
  })
}
