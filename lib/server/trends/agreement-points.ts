import 'server-only'
import type { Figure } from '@/lib/core/agreement/figure'
import { db } from '../db/db'

/** The headline figure as it stood at a moment. */
export interface Point {
  at: Date
  measure: string
  value: number | null
  low: number | null
  high: number | null
  /** Tasks with at least two answers. */
  items: number
  annotators: number
  answers: number
}

/** The whole project, or one of its batches. */
export interface Series {
  projectId: string
  batchId: string | null
}

/** Past so many every second point between the first and the last goes. */
export const mostPoints = 200

const fields = {
  at: true,
  measure: true,
  value: true,
  low: true,
  high: true,
  items: true,
  annotators: true,
  answers: true,
} as const

const keyOf = ({ projectId, batchId }: Series) => ({ projectId, batchId: batchId ?? '' })

export function pointOf(at: Date, measure: string, figure: Figure, answers: number): Point {
  const { value, ci, n_items, n_annotators } = figure
  const [low, high] = ci ?? [null, null]
  return { at, measure, value, low, high, items: n_items, annotators: n_annotators, answers }
}

export async function pointsOf(series: Series): Promise<Point[]> {
  return db.agreementPoint.findMany({ where: keyOf(series), orderBy: { at: 'asc' }, select: fields })
}

export async function lastPointOf(series: Series): Promise<Point | null> {
  return db.agreementPoint.findFirst({ where: keyOf(series), orderBy: { at: 'desc' }, select: fields })
}

/** Writes down where agreement stands; a moment that has its point keeps the later one. */
export async function addPoint(series: Series, point: Point): Promise<void> {
  const key = keyOf(series)
  await db.agreementPoint.upsert({
    where: { projectId_batchId_at: { ...key, at: point.at } },
    create: { ...key, ...point },
    update: point,
  })
  if ((await db.agreementPoint.count({ where: key })) > mostPoints) await thin(series)
}

/** Puts these points in the place of all that were known. */
export async function replacePoints(series: Series, points: readonly Point[]): Promise<void> {
  const key = keyOf(series)
  await db.$transaction([
    db.agreementPoint.deleteMany({ where: key }),
    db.agreementPoint.createMany({ data: points.map((point) => ({ ...key, ...point })) }),
  ])
}

async function thin(series: Series): Promise<void> {
  const rows = await db.agreementPoint.findMany({
    where: keyOf(series),
    orderBy: { at: 'asc' },
    select: { at: true },
  })
  const surplus = rows.slice(1, -1).filter((_, index) => index % 2 === 0)
  await db.agreementPoint.deleteMany({ where: { ...keyOf(series), at: { in: surplus.map(({ at }) => at) } } })
}
