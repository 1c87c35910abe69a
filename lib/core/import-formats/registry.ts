import { AppError } from '../errors'
import { argilla } from './argilla'
import { boxTable } from './box-table'
import { coco } from './coco'
import { cvat } from './cvat'
import { doccano } from './doccano'
import { arena, helpSteer, kto } from './judged-pairs'
import { labelStudio } from './label-studio'
import type { Mirror, SourceHead } from './mirror'
import { axolotl, hhRlhf, llamaFactory, nemoAligner, nemoRl, openAi, trl } from './pairs'
import { prodigy } from './prodigy'
import { nectar, rankings } from './rankings'
import { raw } from './raw'
import { kaldi, srt, webvtt } from './speech-folders'
import { audiofolder, commonVoice, nemo } from './speech-tables'
import { voc } from './voc'
import { yolo } from './yolo'

/** Every format that comes back in, by the name that `--format` takes. The first that knows a file is taken. */
const mirrors = {
  raw,
  'label-studio': labelStudio,
  prodigy,
  argilla,
  yolo,
  cvat,
  voc,
  kaldi,
  webvtt,
  srt,
  arena,
  helpsteer: helpSteer,
  openai: openAi,
  axolotl,
  'llama-factory': llamaFactory,
  'nemo-aligner': nemoAligner,
  'nemo-rl': nemoRl,
  'hh-rlhf': hhRlhf,
  trl,
  kto,
  rankings,
  nectar,
  nemo,
  audiofolder,
  'common-voice': commonVoice,
  doccano,
  boxes: boxTable,
  coco,
} as const satisfies Record<string, Mirror>

/** The lines of a task type itself, which no mirror reads. */
export const plainFormat = 'tasks'

export function mirrorOf(name: string, taskType: string): Mirror | null {
  if (name === plainFormat) return null
  const mirror = Object.entries(mirrors).find(([known]) => known === name)?.[1]
  if (mirror?.taskTypes.includes(taskType)) return mirror
  const fitting = [plainFormat, ...formatsFor(taskType).map((format) => format.name)].join(', ')
  const known =
    mirror === undefined ? `There is no format “${name}”.` : `“${name}” holds no tasks of this project’s type.`
  throw new AppError('bad-input', `${known} Choose one of ${fitting}.`, { detail: { field: 'format' } })
}

/** Formats that hold tasks of a type, in the order of the registry. */
export function formatsFor(taskType: string): { name: string; label: string; description: string }[] {
  return Object.entries(mirrors).flatMap(([name, { label, description, taskTypes }]: [string, Mirror]) =>
    taskTypes.includes(taskType) ? [{ name, label, description }] : [],
  )
}

/** The format that knows this file; the type's own lines where none does. */
export function detected(head: SourceHead, taskType: string): string {
  const found = Object.entries(mirrors).find(
    ([, mirror]: [string, Mirror]) => mirror.taskTypes.includes(taskType) && mirror.detect(head),
  )
  return found?.[0] ?? plainFormat
}
