import 'server-only'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { keptAnswers } from '../agreement/kept-questions'
import { batchesOf } from '../agreement/project-agreement'
import { db } from '../db/db'
import { excludedLabelers } from '../standing/counts-in-figures'
import { lastPointOf, type Point, pointsOf } from './agreement-points'
import { type TimeBin, timeBins } from './time-bins'

interface TrendPoint {
  at: string
  /** The headline figure over all answers until then; null while undefined. */
  value: number | null
  interval: [number, number] | null
  /** Tasks with at least two answers by then. */
  n: number
  annotators: number
  answers: number
}

export interface ProjectTrends {
  measure: string
  points: TrendPoint[]
  /** What may have changed how people answer. */
  events: { at: string; label: string }[]
  times: TimeBin[]
  answers: number
}

/** How agreement came about, as it was written down while answers arrived, and how long answers take, from kept counts. */
export async function projectTrends(actor: Actor, projectId: string, batchId: string | null): Promise<ProjectTrends> {
  await assertCan(actor, 'read-agreement', { projectId })
  const project = await db.project.findUniqueOrThrow({ where: { id: projectId } })
  const batchIds = await batchesOf(projectId, batchId)
  const { sums } = await keptAnswers(project, { batchId, batchIds, leftOut: await excludedLabelers(projectId) })
  const points = await pointsOf({ projectId, batchId })
  const guidelines = await db.guidelines.findMany({ where: { projectId, version: { gt: 1 } }, take: 50 })
  return {
    measure: points.at(-1)?.measure ?? '',
    points: points.map(trendPoint),
    events: guidelines.map(({ version, createdAt }) => ({
      at: createdAt.toISOString(),
      label: `guidelines v${version}`,
    })),
    times: timeBins(sums.times),
    answers: sums.annotations,
  }
}

export interface LastFigure extends TrendPoint {
  measure: string
}

/** The headline as it was last written down: what a page can show at once, while the counts of a server that just started are made. */
export async function lastFigure(actor: Actor, projectId: string, batchId: string | null): Promise<LastFigure | null> {
  await assertCan(actor, 'read-agreement', { projectId })
  const point = await lastPointOf({ projectId, batchId })
  return point === null ? null : { measure: point.measure, ...trendPoint(point) }
}

function trendPoint({ at, value, low, high, items, annotators, answers }: Point): TrendPoint {
  const interval: [number, number] | null = low === null || high === null ? null : [low, high]
  return { at: at.toISOString(), value, interval, n: items, annotators, answers }
}
