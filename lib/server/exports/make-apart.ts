import 'server-only'
import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import path from 'node:path'
import { AppError } from '@/lib/core/errors'
import { db, openedUrl } from '../db/db'
import type { ProgramNews, ProgramOrder } from './export-program'
import { type ExportOrder, type ExportWatch, makeExport } from './make-export'
import type { Manifest } from './manifest-schema'

/**
 * A million tasks leave gigabytes of short-lived texts behind. Little room for young objects keeps the process small; without the flag, V8 takes
 * some of them for long-lived and lets them pile up.
 */
const memory = ['--max-semi-space-size=4', '--no-allocation-site-pretenuring', '--heap-growing-percent=40']

/** So few tasks are exported at once: starting a program would take longer. */
const fewTasks = 2_000

export interface ExportPrograms {
  /** The bundled export-program. */
  export: string
  /** The bundled row-thread. */
  rows: string
}

/** Bundled by `npm start`. */
const built: ExportPrograms = {
  export: path.resolve('.concord', 'build', 'export.mjs'),
  rows: path.resolve('.concord', 'build', 'rows.mjs'),
}

/**
 * Makes an export in a process of its own that gives way to all others: labelers wait for nothing. Few tasks are exported here, and all where the
 * programs were not built (tests, tools).
 */
export async function makeApart(order: ExportOrder, watch: ExportWatch): Promise<Manifest> {
  const isBuilt = existsSync(/*turbopackIgnore: true*/ built.export) && existsSync(/*turbopackIgnore: true*/ built.rows)
  return isBuilt && (await tasksOf(order)) > fewTasks ? madeBy(built, order, watch) : makeExport(order, watch)
}

function tasksOf({ projectId, filters: { batchIds } }: ExportOrder): Promise<number> {
  const chosen = batchIds ? { id: { in: batchIds } } : {}
  return db.task.count({ where: { batch: { projectId, deletedAt: null, ...chosen } } })
}

export async function madeBy(programs: ExportPrograms, order: ExportOrder, watch: ExportWatch): Promise<Manifest> {
  const env = { ...process.env, MALLOC_ARENA_MAX: '1' }
  const child = fork(programs.export, [], { execArgv: memory, env, serialization: 'advanced' })
  try {
    giveWay(child)
    child.send({ databaseUrl: openedUrl(), rowProgram: programs.rows, order } satisfies ProgramOrder)
    return await outcomeOf(child, watch)
  } finally {
    await ended(child)
  }
}

function giveWay({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // Where a system does not let us, the export competes with the rest.
  }
}

function outcomeOf(child: ChildProcess, watch: ExportWatch): Promise<Manifest> {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) =>
      reject(new Error(`The program of an export ended before its time (${code ?? signal}).`)),
    )
    child.on('message', (news: ProgramNews) => {
      if ('manifest' in news) resolve(news.manifest)
      else if ('refused' in news) reject(new AppError(news.refused.code, news.refused.message))
      else if ('broken' in news) reject(new Error(news.broken))
      else ('total' in news ? watch.total(news.total) : watch.progress(news.share)).catch(reject)
    })
  })
}

/** It writes no more when this is through. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGKILL')
  await gone
}
