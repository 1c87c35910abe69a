import 'server-only'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import type { AnsweredTask } from '../agreement/answered-task'
import { KeptResults } from '../agreement/kept-agreement'
import { measureApart } from '../agreement/measure-apart'
import { db } from '../db/db'
import { type TimeBin, timeBins } from './time-bins'

interface TrendPoint {
  at: string
  /** The type's headline figure over all answers until then; null while undefined. */
  value: number | null
  interval: [number, number] | null
  /** Tasks with at least two answers by then. */
  n: number
}

export interface ProjectTrends {
  measure: string
  points: TrendPoint[]
  /** What may have changed how people answer. */
  events: { at: string; label: string }[]
  times: TimeBin[]
  answers: number
}

/** Beyond this the figures over time would cost more than they tell. */
const mostAnswers = 20_000
const mostResampled = 3_000
const resamples = 200
const steps = 12
const shortestSpanMs = 60 * 60 * 1000

const kept = new KeptResults<Omit<ProjectTrends, 'events'>>()

/** How agreement came about, and how long answers take. Null for a project with more answers than can be gone through in a moment. */
export async function projectTrends(
  actor: Actor,
  projectId: string,
  batchId: string | null,
): Promise<ProjectTrends | null> {
  await assertCan(actor, 'read-agreement', { projectId })
  const project = await db.project.findUniqueOrThrow({ where: { id: projectId } })
  const batches = await db.batch.findMany({
    where: { projectId, deletedAt: null, ...(batchId === null ? {} : { id: batchId }) },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  })
  const batchIds = batches.map(({ id }) => id)
  if ((await db.annotation.count({ where: { batchId: { in: batchIds } } })) > mostAnswers) return null
  const { configVersion } = project
  const trends = await kept.get({ batchIds, configVersion, resamples }, () => measure(project, batchIds))
  const guidelines = await db.guidelines.findMany({ where: { projectId, version: { gt: 1 } }, take: 50 })
  const events = guidelines.map(({ version, createdAt }) => ({
    at: createdAt.toISOString(),
    label: `guidelines v${version}`,
  }))
  return { ...trends, events }
}

async function measure(
  project: { taskType: string; config: string },
  batchIds: string[],
): Promise<Omit<ProjectTrends, 'events'>> {
  const { taskType } = project
  const config: unknown = JSON.parse(project.config)
  const rows = await db.annotation.findMany({
    where: { batchId: { in: batchIds }, assignment: { state: 'submitted' } },
    orderBy: [{ createdAt: 'asc' }, { assignmentId: 'asc' }],
    select: { taskId: true, batchId: true, labelerId: true, answer: true, timeSpentMs: true, createdAt: true },
  })
  const given = rows.map(({ answer, ...row }) => {
    const value: unknown = JSON.parse(answer)
    return { ...row, at: row.createdAt.getTime(), value }
  })
  const bootstrap = given.length > mostResampled ? 0 : resamples
  const points: TrendPoint[] = []
  let measureName = ''
  for (const until of cuts(given.map(({ at }) => at))) {
    const tasks = tasksOf(given.filter(({ at }) => at <= until))
    const [name, figure] = Object.entries(await measureApart({ taskType, config, bootstrap }, tasks))[0] ?? []
    measureName = name ?? ''
    points.push({
      at: new Date(until).toISOString(),
      value: figure?.value ?? null,
      interval: figure?.ci ?? null,
      n: figure?.n_items ?? 0,
    })
  }
  const times = timeBins(given.map(({ timeSpentMs }) => timeSpentMs))
  return { measure: measureName, points, times, answers: given.length }
}

/** Moments at equal distances from the first answer to the last; none where all came within the hour. */
function cuts(ats: readonly number[]): number[] {
  const first = ats[0]
  const last = ats.at(-1)
  if (first === undefined || last === undefined || last - first < shortestSpanMs) return []
  return Array.from({ length: steps }, (_, index) => first + ((last - first) * (index + 1)) / steps)
}

interface Given {
  taskId: string
  batchId: string
  labelerId: string
  value: unknown
  timeSpentMs: number
}

function tasksOf(given: readonly Given[]): AnsweredTask[] {
  const tasks = new Map<string, AnsweredTask>()
  for (const { taskId, batchId, labelerId, value, timeSpentMs } of given) {
    const task = tasks.get(taskId) ?? { taskId, batchId, ratings: [], gold: null }
    tasks.set(taskId, task)
    task.ratings.push({ annotator: labelerId, value, timeSpentMs })
  }
  return [...tasks.values()]
}
