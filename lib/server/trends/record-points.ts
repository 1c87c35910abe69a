import 'server-only'
import type { Figures } from '@/lib/core/agreement/figure'
import { neutralised } from '@/lib/core/export/csv'
import type { KeptTask } from '../agreement/answer-sums'
import type { MeasureQuestion } from '../agreement/answered-task'
import { type KeptAnswers, keptCategories } from '../agreement/kept-answers'
import { keptAnswers } from '../agreement/kept-questions'
import { labelerPseudonyms } from '../agreement/labeler-pseudonyms'
import { countedApart, measureApart } from '../agreement/measure-apart'
import { usualResamples } from '../agreement/usual-resamples'
import { WaySums } from '../agreement/way-sums'
import { now, nowMs } from '../clock'
import { db } from '../db/db'
import { queueEngine } from '../queue/engine'
import { textOf } from '../queue/statement'
import { excludedLabelers } from '../standing/counts-in-figures'
import { addPoint, lastPointOf, type Point, pointOf, replacePoints, type Series } from './agreement-points'
import { alphaHistory } from './alpha-history'

/** A project's figures are written down at most so often, and never take more than a twentieth of the time. */
const leastPauseMs = 60_000
const pausePerRecord = 20
const pastPoints = 24
const shortestSpanMs = 60 * 60 * 1000
/** Types without categories are measured anew for each point of the past: fewer points, and none past so many answers. */
const dearPoints = 12
const mostDear = 20_000

/** By project: where its batches stood when they were last written down, and when they may be again. */
const seen = new Map<string, { states: ReadonlyMap<string, string>; leftOut: string; notBeforeMs: number }>()

/** The newest change of a batch and its number of answers, both at the end of an index. */
const standing = `SELECT b."id", b."projectId",
  COALESCE((SELECT max(c."at") FROM "TaskChange" c WHERE c."batchId" = b."id"), 0) AS "changed",
  COALESCE((SELECT sum(y."submitted") FROM "BatchTally" y WHERE y."batchId" = b."id"), 0) AS "answers"
  FROM "Batch" b JOIN "Project" p ON p."id" = b."projectId"
  WHERE b."deletedAt" IS NULL AND p."deletedAt" IS NULL AND b."kind" = 'work'`

type Standing = ReadonlyMap<string, ReadonlyMap<string, string>>

async function standingNow(): Promise<Standing> {
  const projects = new Map<string, Map<string, string>>()
  for (const row of await queueEngine().rows({ text: standing, values: [] })) {
    const projectId = textOf(row, 'projectId')
    const batches = projects.get(projectId) ?? new Map<string, string>()
    projects.set(projectId, batches)
    batches.set(textOf(row, 'id'), `${String(row.changed)} ${String(row.answers)}`)
  }
  return projects
}

/** Writes down the headline of every project whose answers changed, at most once a minute each. The server runs it every few seconds. */
export async function recordPoints(): Promise<void> {
  const failed: unknown[] = []
  for (const [projectId, states] of await standingNow()) {
    const before = seen.get(projectId)
    if (before && (nowMs() < before.notBeforeMs || isSame(states, before.states))) continue
    try {
      await record(projectId, states)
    } catch (error) {
      failed.push(error)
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, 'The agreement of some projects was not written down.')
}

/** The same for one project, without waiting for its minute. */
export async function recordPoint(projectId: string): Promise<void> {
  await record(projectId, (await standingNow()).get(projectId) ?? new Map())
}

async function record(projectId: string, states: ReadonlyMap<string, string>): Promise<void> {
  const project = await db.project.findUnique({ where: { id: projectId } })
  if (project === null) return
  const beganMs = nowMs()
  const excluded = await excludedLabelers(projectId)
  const leftOut = [...excluded].toSorted().join(' ')
  const before = seen.get(projectId)
  // Whoever is left out now was never there: the past is told anew.
  const anew = before !== undefined && before.leftOut !== leftOut
  const asked = { batchId: null, batchIds: [...states.keys()], leftOut: excluded }
  const answers = await keptAnswers(project, asked)
  const nameOf = await labelerPseudonyms(projectId)
  const question = { taskType: project.taskType, config: JSON.parse(project.config), answers, nameOf }
  const changed = [...states].flatMap(([id, state]) => (!anew && before?.states.get(id) === state ? [] : [id]))
  for (const batchId of [null, ...changed]) {
    const series = { projectId, batchId }
    const some = answersOf(answers, batchId)
    if (batchId !== null && before === undefined && (await isWrittenDown(series, some))) continue
    await writeSeries(series, question, some, anew)
  }
  const pauseMs = Math.max(leastPauseMs, (nowMs() - beganMs) * pausePerRecord)
  seen.set(projectId, { states, leftOut, notBeforeMs: beganMs + pauseMs })
}

/** After a start every batch looks changed: those with as many answers as at their last point are as they were. */
async function isWrittenDown(series: Series, { count }: SomeAnswers): Promise<boolean> {
  const last = await lastPointOf(series)
  return last !== null && last.answers === count
}

/** The answers of a series. Where all of them have a category they are counted; single tasks are gone through only for what counts cannot tell. */
interface SomeAnswers {
  count: number
  ways: WaySums | null
  tasks: () => KeptTask[]
}

function answersOf(answers: KeptAnswers, batchId: string | null): SomeAnswers {
  const tasks = () =>
    [...answers.tasks.values()].filter((task) => !task.mixedIn && (batchId === null || task.batchId === batchId))
  const { sums, spec } = answers
  if (keptCategories(answers) !== null && spec.category?.counts) {
    const ways = batchId === null ? sums.ways : (sums.waysOf.get(batchId) ?? new WaySums())
    return { count: ways.annotations, ways, tasks }
  }
  return { count: answersIn(tasks()), ways: null, tasks }
}

function answersIn(tasks: readonly KeptTask[]): number {
  return tasks.reduce((sum, { ratings }) => sum + ratings.length, 0)
}

interface Question {
  taskType: string
  config: unknown
  answers: KeptAnswers
  /** As long tables and the page name annotators: pairs are drawn by names, so that its figure is this one to the digit. */
  nameOf: (labelerId: string) => string
}

/** The point of now; before the first one, the past as the answers tell it. */
async function writeSeries(series: Series, question: Question, some: SomeAnswers, anew: boolean): Promise<void> {
  const last = await lastPointOf(series)
  if (last === null || anew) await replacePoints(series, await past(question, some.tasks(), some.count))
  if (some.count === 0) return
  const [headline] = Object.entries(await figuresOf(question, some))
  const newest = headline ? pointOf(now(), headline[0], headline[1], some.count) : null
  if (newest && (anew || last === null || !isSamePoint(newest, last))) await addPoint(series, newest)
}

async function figuresOf(question: Question, { ways, tasks, count }: SomeAnswers): Promise<Figures> {
  const { answers, nameOf } = question
  if (ways === null) return measuredFigures(question, tasks(), count)
  const asked = askedOf(question, count)
  return countedApart(asked, ways.counted(answers.reader.seen, nameOf))
}

function measuredFigures(question: Question, tasks: readonly KeptTask[], count: number): Promise<Figures> {
  const { nameOf } = question
  const named = tasks.map(({ taskId, ratings }) => ({
    taskId: neutralised(taskId),
    ratings: ratings.map(({ labelerId, value }) => ({ annotator: nameOf(labelerId), value })),
  }))
  return measureApart(askedOf(question, count), named)
}

function askedOf({ taskType, config, answers }: Question, count: number): MeasureQuestion {
  return { taskType, config, bootstrap: usualResamples(answers.spec, count) }
}

async function past(question: Question, tasks: readonly KeptTask[], count: number): Promise<Point[]> {
  const { answers } = question
  const ats = tasks.flatMap(({ ratings }) => ratings.map(({ givenAt }) => givenAt))
  const categories = keptCategories(answers)
  if (categories !== null) {
    const choices = tasks.flatMap(({ taskId, ratings }) => ratings.map((rating) => ({ taskId, ...rating })))
    const cuts = cutsOf(ats, pastPoints)
    const resamples = usualResamples(answers.spec, count)
    return alphaHistory(choices, { nCategories: categories.names.length, level: categories.level, resamples, cuts })
  }
  if (count > mostDear) return []
  const points: Point[] = []
  for (const cut of cutsOf(ats, dearPoints)) {
    const until = tasks
      .map((task) => ({ ...task, ratings: task.ratings.filter(({ givenAt }) => givenAt <= cut) }))
      .filter(({ ratings }) => ratings.length > 0)
    const given = answersIn(until)
    const [headline] = Object.entries(await measuredFigures(question, until, given))
    if (headline) points.push(pointOf(new Date(cut), headline[0], headline[1], given))
  }
  return points
}

/** Moments at equal distances from the first answer to the last; none where all came within the hour. */
function cutsOf(ats: readonly number[], steps: number): number[] {
  const first = ats.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY)
  const last = ats.reduce((most, at) => Math.max(most, at), Number.NEGATIVE_INFINITY)
  if (!(last - first >= shortestSpanMs)) return []
  return Array.from({ length: steps }, (_, index) => first + Math.round(((last - first) * (index + 1)) / steps))
}

function isSamePoint(a: Point, b: Point): boolean {
  return a.value === b.value && a.items === b.items && a.answers === b.answers && a.measure === b.measure
}

function isSame(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value)
}
