import 'server-only'
import { AppError } from '@/lib/core/errors'
import { type Random, seededRandom } from '@/lib/core/random/seeded-random'
import { db } from '../db/db'
import { claimNext } from '../queue/claim'
import { releaseAssignment, skipAssignment } from '../queue/give-back'
import { sweepLeases } from '../queue/lease'
import { submitAnnotation } from '../queue/submit'
import { undoSubmit } from '../queue/undo'
import type { GivenBatch, GivenUser } from './given'

/** How labelers behave: shares of the tasks they are handed, the rest is answered. */
export interface Habits {
  seed: number
  stepsEach: number
  skip: number
  release: number
  /** Goes away: the lease runs out, and the answer may come later all the same. */
  vanish: number
  undo: number
  /** Share of steps at which somebody pauses the batch for a moment. */
  pause: number
  mostAtOnce: number
}

export interface RaceResult {
  /** Every answer the server acknowledged, by assignment; the last one counts. */
  acknowledged: Map<string, { labelerId: string; taskId: string; answer: string }>
  /** Tasks handed to someone who had answered or skipped them. */
  seenAgain: string[]
}

const labels = ['a', 'b', 'c']

/** Lets all labelers loose on a batch at once, each in two windows. */
export async function race(batch: GivenBatch, people: GivenUser[], habits: Habits): Promise<RaceResult> {
  const result: RaceResult = { acknowledged: new Map(), seenAgain: [] }
  const windows = people.flatMap((person, index) => {
    const finished = new Set<string>()
    return [1, 2].map((tab) =>
      work(batch, person, finished, seededRandom(habits.seed + index * 7919 + tab), habits, result),
    )
  })
  await Promise.all(windows)
  await db.batch.update({ where: { id: batch.id }, data: { status: 'active' } })
  return result
}

async function work(
  batch: GivenBatch,
  person: GivenUser,
  finished: Set<string>,
  random: Random,
  habits: Habits,
  result: RaceResult,
): Promise<void> {
  const late: { id: string; taskId: string }[] = []
  for (let step = 0; step < habits.stepsEach; step++) {
    const before = new Set(finished)
    const got = await claimNext(person.actor, { batchId: batch.id, count: 1 + random.below(habits.mostAtOnce) })
    for (const { id, taskId } of got) {
      if (before.has(taskId)) result.seenAgain.push(`${person.id} ${taskId}`)
      const chance = random.unit()
      if (chance < habits.skip) await skip(person, id, taskId, finished)
      else if (chance < habits.skip + habits.release) await releaseAssignment(person.actor, id)
      else if (chance < habits.skip + habits.release + habits.vanish) {
        await runOut(id)
        late.push({ id, taskId })
      } else await answer(person, id, taskId, finished, random, result)
      if (random.unit() < habits.undo) await takeBack(person, id, taskId, finished, result)
    }
    const back = late.length > 0 && random.unit() < 0.3 ? late.shift() : undefined
    if (back) await answer(person, back.id, back.taskId, finished, random, result)
    if (random.unit() < habits.pause) await togglePause(batch.id)
    if (random.unit() < 0.02) await sweepLeases()
  }
}

/** Answers until nothing is left for anyone. */
export async function drain(batch: GivenBatch, people: GivenUser[], result: RaceResult): Promise<void> {
  await db.assignment.updateMany({
    where: { state: 'open', task: { batchId: batch.id } },
    data: { leaseUntil: new Date(Date.now() - 1000) },
  })
  await sweepLeases()
  await Promise.all(
    people.map(async (person) => {
      for (;;) {
        const got = await claimNext(person.actor, { batchId: batch.id, count: 10 })
        if (got.length === 0) return
        for (const { id, taskId } of got) await answer(person, id, taskId, new Set(), seededRandom(1), result)
      }
    }),
  )
}

async function answer(
  person: GivenUser,
  id: string,
  taskId: string,
  finished: Set<string>,
  random: Random,
  result: RaceResult,
): Promise<void> {
  const label = labels[random.below(labels.length)] ?? 'a'
  try {
    await submitAnnotation(person.actor, id, { answer: { label }, timeSpentMs: random.below(60_000) })
    result.acknowledged.set(id, { labelerId: person.id, taskId, answer: `{"label":"${label}"}` })
    finished.add(taskId)
  } catch (error) {
    // Refusals that the rules allow: the place was given away, or the other window passed the task on.
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error
  }
}

async function skip(person: GivenUser, id: string, taskId: string, finished: Set<string>): Promise<void> {
  try {
    await skipAssignment(person.actor, id, { reason: 'not for me' })
    finished.add(taskId)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error
  }
}

async function takeBack(
  person: GivenUser,
  id: string,
  taskId: string,
  finished: Set<string>,
  result: RaceResult,
): Promise<void> {
  try {
    await undoSubmit(person.actor, id)
    result.acknowledged.delete(id)
    finished.delete(taskId)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error
  }
}

async function runOut(id: string): Promise<void> {
  await db.assignment.updateMany({ where: { id, state: 'open' }, data: { leaseUntil: new Date(Date.now() - 1000) } })
}

async function togglePause(batchId: string): Promise<void> {
  const { status } = await db.batch.findUniqueOrThrow({ where: { id: batchId }, select: { status: true } })
  await db.batch.update({ where: { id: batchId }, data: { status: status === 'active' ? 'paused' : 'active' } })
}
