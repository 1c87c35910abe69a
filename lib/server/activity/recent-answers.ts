import 'server-only'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { nowMs } from '../clock'
import { queueEngine } from '../queue/engine'
import { numberOf, type Row, timeOf } from '../queue/statement'

export interface RecentAnswers {
  /** The last seven days, today last. Days begin at midnight, UTC. */
  days: { day: string; answers: number }[]
  /** Of these days' answers. */
  answers: number
  /** The newest answer of these days; null: there is none. */
  lastAt: string | null
  /** The middle of the newest answers' times, of which there are `n`; null: no time is known. */
  time: { medianMs: number; n: number } | null
}

const dayMs = 86_400_000
const daysShown = 7
/** A median wants no more, and reading them costs the same however many there are. */
const timesRead = 300
const batchesRead = 12

/**
 * How much was answered in the last seven days, and how long it took. Reads ranges of an index: what a day cost to count, it costs once,
 * since the days before today are remembered for a while.
 */
export async function recentAnswers(actor: Actor, projectId: string): Promise<RecentAnswers> {
  await assertCan(actor, 'read-agreement', { projectId })
  const today = Math.floor(nowMs() / dayMs)
  const days: RecentAnswers['days'] = []
  for (let day = today - daysShown + 1; day <= today; day++)
    days.push({
      day: new Date(day * dayMs).toISOString().slice(0, 10),
      answers: await answersOn(projectId, day, today),
    })
  const answers = days.reduce((sum, one) => sum + one.answers, 0)
  if (answers === 0) return { days, answers, lastAt: null, time: null }
  const newest = await newestAnswers(projectId, (today - daysShown + 1) * dayMs)
  return { days, answers, ...newest }
}

const rememberedMs = 600_000
const mostRemembered = 5_000
/** Answers by project and day; the last counted stand last. */
const remembered = new Map<string, { answers: number; untilMs: number }>()

async function answersOn(projectId: string, day: number, today: number): Promise<number> {
  const key = `${projectId} ${day}`
  const known = remembered.get(key)
  if (known !== undefined && known.untilMs > nowMs()) return known.answers
  const answers = await countBetween(projectId, day * dayMs, (day + 1) * dayMs)
  remembered.delete(key)
  if (day < today) remembered.set(key, { answers, untilMs: nowMs() + rememberedMs })
  const [oldest] = remembered.size > mostRemembered ? remembered.keys() : []
  if (oldest !== undefined) remembered.delete(oldest)
  return answers
}

async function countBetween(projectId: string, fromMs: number, toMs: number): Promise<number> {
  const { dialect, rows } = reader()
  const text = `SELECT count(*) AS "answers" FROM "Batch" b JOIN "Annotation" a ON a."batchId" = b."id"
    WHERE b."projectId" = $1 AND b."deletedAt" IS NULL AND a."createdAt" >= ${dialect.moment('$2')} AND a."createdAt" < ${dialect.moment('$3')}`
  const [row] = await rows(text, [projectId, fromMs, toMs])
  return row === undefined ? 0 : numberOf(row, 'answers')
}

/** The newest answers of each of the project's newest batches, so that none is read but through its index. */
async function newestAnswers(projectId: string, sinceMs: number): Promise<Pick<RecentAnswers, 'lastAt' | 'time'>> {
  const { dialect, rows } = reader()
  const batches = `SELECT "id" FROM "Batch" WHERE "projectId" = $1 AND "deletedAt" IS NULL ORDER BY "createdAt" DESC, "id" LIMIT ${batchesRead}`
  const newest = `SELECT "createdAt", "timeSpentMs" FROM "Annotation" WHERE "batchId" = $1 AND "createdAt" >= ${dialect.moment('$2')}
    ORDER BY "createdAt" DESC LIMIT ${timesRead}`
  const found: Row[] = []
  for (const { id } of await rows(batches, [projectId])) found.push(...(await rows(newest, [String(id), sinceMs])))
  const given = found
    .map((row) => ({ at: timeOf(row, 'createdAt'), tookMs: numberOf(row, 'timeSpentMs') }))
    .toSorted((a, b) => b.at - a.at)
    .slice(0, timesRead)
  const times = given.flatMap(({ tookMs }) => (tookMs > 0 ? [tookMs] : []))
  const medianMs = middleOf(times)
  return {
    lastAt: given[0] === undefined ? null : new Date(given[0].at).toISOString(),
    time: medianMs === null ? null : { medianMs, n: times.length },
  }
}

function reader() {
  const engine = queueEngine()
  return {
    dialect: engine.dialect,
    rows: (text: string, values: readonly (string | number)[]) => engine.rows({ text, values }),
  }
}

function middleOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2
}
