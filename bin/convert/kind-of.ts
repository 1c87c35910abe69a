import path from 'node:path'
import { readRows } from '@/bin/read-rows'
import { AppError } from '@/lib/core/errors'
import { isRecord } from '@/lib/core/long-table/row'
import { boxSources, boxTargets } from './boxes'
import { pairSourceNames, pairTargetNames } from './pairs'
import { longRow } from './raw-rows'
import { readJson } from './read-source'
import type { Conversion } from './settings'
import { speechSources, speechTargets } from './speech'

const kinds = {
  boxes: { sources: boxSources, targets: boxTargets },
  speech: { sources: speechSources, targets: speechTargets },
  pairs: { sources: pairSourceNames, targets: pairTargetNames },
} as const
export type Kind = keyof typeof kinds

export const sourceNames = [...new Set(Object.values(kinds).flatMap(({ sources }) => sources))]
export const targetNames = [...new Set(Object.values(kinds).flatMap(({ targets }) => targets))]

const sourceOfEnding: Readonly<Record<string, string>> = {
  '.vtt': 'webvtt',
  '.srt': 'srt',
  '.xml': 'voc',
  '.yaml': 'yolo',
}

/** `--from`, or what the ending of the file can only mean. */
export function sourceOf(file: string, from: string | undefined): string {
  return from ?? sourceOfEnding[path.extname(file).toLowerCase()] ?? 'lines'
}

/** What the file is about: the formats tell, and where both are of several kinds, its first value. */
export async function kindOf({ file, from, to, columns }: Omit<Conversion, 'tally'>): Promise<Kind> {
  const fitting = (['boxes', 'speech', 'pairs'] as const).filter(
    (kind) => kinds[kind].sources.includes(from) && kinds[kind].targets.includes(to),
  )
  const [only, ...others] = fitting
  if (only === undefined)
    throw new AppError(
      'bad-input',
      `--from ${from} --to ${to}: these formats hold different things. ${remedyFor(from)}`,
    )
  if (others.length === 0) return only
  return from === 'label-studio'
    ? kindOfTasks(readJson(file))
    : kindOfLines(file, from === 'raw' ? 'value' : columns.value, from === 'raw')
}

function remedyFor(from: string): string {
  const targets = Object.values(kinds)
    .filter(({ sources }) => sources.includes(from))
    .flatMap((kind) => kind.targets)
  return `From ${from} choose ${[...new Set(targets)].join(', ')}.`
}

function kindOfTasks(value: unknown): Kind {
  const tasks: unknown[] = Array.isArray(value) ? value : []
  const audio = tasks.some((task) => isRecord(task) && isRecord(task.data) && typeof task.data.audio === 'string')
  return audio ? 'speech' : 'boxes'
}

async function kindOfLines(file: string, column: string, raw: boolean): Promise<Kind> {
  if (file === '-')
    throw new AppError('bad-input', '--to label-studio: give a file; standard input cannot be looked at twice.')
  for await (const row of readRows(file)) {
    const value = (raw ? longRow(row) : row).fields[column]
    if (value === null || value === undefined) continue
    return Array.isArray(value) || (typeof value === 'string' && /^\s*\[\s*(\{|\])/.test(value)) ? 'boxes' : 'speech'
  }
  return 'boxes'
}
